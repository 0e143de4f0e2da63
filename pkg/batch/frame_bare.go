package batch

import (
	"encoding/json"
	"fmt"
)

// EncodeUnit is a unit without the bytes of its files, as a queue holds it. The unit's Root does not travel. The error wraps
// ErrFrame.
func EncodeUnit(u *Unit) ([]byte, error) {
	if u == nil || u.Spec == nil {
		return nil, fmt.Errorf("%w: no unit or no spec", ErrFrame)
	}
	h := &wireTask{Cores: 1, Unit: wire(u)}
	h.claimAll()
	if err := h.check(u); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFrame, err)
	}
	return json.Marshal(h.Unit)
}

// DecodeUnit reads what EncodeUnit writes and trusts none of it: names, paths, sizes and the id are held to what is so of every
// unit. The error wraps ErrFrame.
func DecodeUnit(text []byte) (*Unit, error) {
	if len(text) > MaxHeader {
		return nil, fmt.Errorf("%w: unit: %w: %d bytes, the limit is %d", ErrFrame, ErrTooLarge, len(text), MaxHeader)
	}
	h := wireTask{Cores: 1}
	if err := json.Unmarshal(text, &h.Unit); err != nil {
		return nil, fmt.Errorf("%w: unit: %w", ErrFrame, err)
	}
	h.claimAll()
	t, err := h.task()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFrame, err)
	}
	return t.Unit, nil
}

// claimAll says that all files follow, so that check holds their sizes to the limits: a worker fetches them all.
func (h *wireTask) claimAll() {
	if h.Unit.Fault != nil {
		return
	}
	for _, f := range h.Unit.Files {
		h.Data = append(h.Data, f.Path)
	}
}
