package trials

import "testing"

// Without the race detector every case runs; with it never none.
func TestOf(t *testing.T) {
	for n, some := range map[int]int{0: 0, 1: 1, 10: 1, 11: 2, 2000: 200} {
		want := n
		if Raced {
			want = some
		}
		if got := Of(t, n); got != want {
			t.Errorf("%d of %d cases, want %d", got, n, want)
		}
	}
}

// A test that stands alone is skipped with the race detector and at no other time.
func TestAlone(t *testing.T) {
	ran := false
	t.Run("alone", func(t *testing.T) {
		Alone(t)
		ran = true
	})
	if ran == Raced {
		t.Errorf("ran: %v, with the race detector: %v", ran, Raced)
	}
}
