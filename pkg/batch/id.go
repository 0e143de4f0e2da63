package batch

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strconv"
)

// IDDigits is the length of a unit's id: 80 bits of a hash, so that among a million units two are alike by chance once in
// two trillion batches.
const IDDigits = 20

// Identify gives a unit its id: a hash of its name, the paths, sizes and digests of its files, its changes, its Spec with the
// version of the engine and of the built-in rules, and of the fault that keeps it from being read, where there is one. Units of
// one id have one result, byte for byte.
func (u *Unit) Identify() {
	h := hasher{sha256.New()}
	h.text("riprep unit 1", u.Operator, u.Scenario, u.InventoryFile, u.ScenarioFile, u.Dir)
	h.number(len(u.Set))
	for _, o := range u.Set {
		h.text(o.Field, o.Value)
	}
	h.number(len(u.Files))
	for _, f := range u.Files {
		h.text(f.Path, strconv.FormatInt(f.Size, 10), f.SHA256)
	}
	s := u.Spec
	h.number(len(s.Do))
	for _, step := range s.Do {
		h.text(string(step))
	}
	h.number(len(s.Formats))
	h.text(s.Formats...)
	h.text(strconv.FormatUint(s.Seed, 10), strconv.FormatInt(s.Effort, 10), strconv.Itoa(s.Runs), s.AsOf.String(), s.Engine, s.Rules)
	if u.Fault != nil {
		h.text(u.Fault.Kind)
		for _, e := range u.Fault.Errors {
			h.text(e.File, e.Message)
		}
	}
	u.ID = hex.EncodeToString(h.Sum(nil))[:IDDigits]
}

// Digest is the SHA-256 of bytes as files, outcomes and objects are named and checked by it: in hexadecimal digits.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// IsID reports whether s has the form of a unit's id.
func IsID(s string) bool {
	if len(s) != IDDigits {
		return false
	}
	for i := range len(s) {
		if !digit(s[i]) && (s[i] < 'a' || s[i] > 'f') {
			return false
		}
	}
	return true
}

// Shard is which of n shards a unit with this id belongs to, from 0.
func Shard(id string, n int) int {
	v, _ := strconv.ParseUint(id[:min(len(id), 15)], 16, 64) // an id is hexadecimal
	return int(v % uint64(n))
}

// hasher writes texts so that no two lists of them are alike: each with its length before it.
type hasher struct{ hash.Hash }

func (h hasher) number(n int) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
}

func (h hasher) text(all ...string) {
	for _, s := range all {
		h.number(len(s))
		h.Write([]byte(s))
	}
}
