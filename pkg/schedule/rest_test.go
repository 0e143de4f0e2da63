package schedule

import (
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// TestWholeDemandsBeforeRest works in rounds until the bound hardly moves: the relaxation does not rest before it has sold small
// resources by whole demands, and the search does not begin anew from prices by the unit.
func TestWholeDemandsBeforeRest(t *testing.T) {
	t.Parallel()
	rested := 0
	for seed := range uint64(trials.Of(t, 4)) {
		p := network(60, seed)
		s := prepared(t, p)
		s.crew.gather(s)
		r := s.crew.relax
		if len(r.tracks.packs) == 0 {
			t.Fatal("no resource is small")
		}
		for n := 0; n < 400 && !s.crew.rest.idle && !s.proved(0); n++ {
			s.round(1_000_000)
		}
		if !s.crew.rest.idle {
			continue
		}
		rested++
		if !r.tracks.open || s.settledAt == 0 {
			t.Errorf("seed %d: rests with packs open: %v, search anew at %d", seed, r.tracks.open, s.settledAt)
		}
		if r.refine() {
			t.Errorf("seed %d: the packs are opened twice", seed)
		}
	}
	if rested == 0 {
		t.Error("the relaxation never came to rest")
	}
}

func TestBuildsDiffer(t *testing.T) {
	for stream := range searchers {
		seen := map[float64]bool{}
		for try := range afreshTries {
			if b := blurOf(stream, try); seen[b] {
				t.Errorf("stream %d builds twice with blur %g", stream, b)
			} else {
				seen[b] = true
			}
		}
	}
}
