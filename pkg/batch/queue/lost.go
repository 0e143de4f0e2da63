package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/riprep/riprep/pkg/batch"
)

// lostUnit is the result of a unit of which no worker ever reported, because each was gone before.
func lostUnit(u *batch.Unit, tries int) *batch.Result {
	return batch.Failed(u, batch.NewFailure(batch.FailCrash, batch.Said{Message: fmt.Sprintf("each of the %d workers that took it was gone before it had a result", tries)}))
}

// settleLost looks at what the server says was delivered as often as it may, after a sequence, and settles units that nobody
// reported. It returns the sequence of the last one.
func (p *place) settleLost(ctx context.Context, after uint64) (uint64, error) {
	for m, err := range messages(ctx, p.c, p.lost, ">", after) {
		if err != nil {
			return after, err
		}
		after = m.Sequence
		var advice struct {
			Stream     string `json:"stream"`
			StreamSeq  uint64 `json:"stream_seq"`
			Deliveries int    `json:"deliveries"`
		}
		if err := json.Unmarshal(m.Data, &advice); err != nil || advice.Stream != stream(p.name) || advice.StreamSeq == 0 {
			p.c.notice("an advisory that is not one was passed over")
			continue
		}
		if err := p.settleAt(ctx, advice.StreamSeq, max(advice.Deliveries, 0)); err != nil {
			return after, err
		}
	}
	return after, nil
}

// settleAt settles the unit at a sequence of the queue and takes it away.
func (p *place) settleAt(ctx context.Context, seq uint64, tries int) error {
	var m *jetstream.RawStreamMsg
	err := p.c.request(ctx, func(ctx context.Context) (err error) {
		m, err = p.units.GetMsg(ctx, seq)
		return err
	})
	if errors.Is(err, jetstream.ErrMsgNotFound) { // reported after all
		return nil
	}
	if err != nil {
		return err
	}
	u, err := batch.DecodeUnit(m.Data)
	if err == nil && !strings.HasPrefix(m.Subject, p.subject("unit", u.ID)+".") {
		err = fmt.Errorf("unit %s under subject %s", u.ID, m.Subject)
	}
	if err != nil {
		p.c.notice("a message that is no unit was passed over: " + err.Error())
	} else if _, err := p.settle(ctx, u, lostUnit(u, tries), earlier(m.Header)+tries); err != nil {
		return err
	}
	err = p.c.request(ctx, func(ctx context.Context) error { return p.units.DeleteMsg(ctx, seq) })
	if errors.Is(err, jetstream.ErrMsgNotFound) || lasting(err) && !errors.Is(err, ErrDenied) {
		return nil // gone meanwhile
	}
	return err
}
