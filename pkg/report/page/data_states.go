package page

import (
	"slices"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
)

// siteStates are what a site may be in a period, by the numbers of MapSites.Runs.
var siteStates = [...]string{"none", "covered", "work", "off", "moved", "clean"}

const (
	siteNone    = iota // no covered gear, and nothing is done
	siteCovered        // covered gear carries traffic, and nobody works there
	siteWork           // somebody works there
	siteOff            // gear is off in this period, for some hours at least
	siteMoved          // covered gear carries traffic no more and is still there
	siteClean          // all that was to go has gone
)

// runsOf are the states of a site from period to period: the first period of each stretch and its state. Getting ready is no
// work at a site, it is waiting for what was ordered. Gear that stays carries traffic to the end: that of packages that are
// deferred, and where stays is true other gear of the site, of which no rule demands anything.
func runsOf(p *planner.Plan, s *view.Site, stays bool) []int {
	periods := len(p.Periods)
	states := make([]int, periods+1)    // the last is after the horizon
	mark := func(from, to, state int) { // periods from up to and with to
		for t := max(0, from); t <= min(to, periods); t++ {
			states[t] = max(states[t], state)
		}
	}
	at := func(days int) int { // the period of a day that is so many after the start
		if days < 0 {
			return -1
		}
		return days / p.PeriodDays
	}
	here := slices.Concat(s.Packages, s.Beside)
	if s.Covered > 0 || len(here) > 0 {
		mark(0, periods, rankClean)
	}
	if stays {
		mark(0, periods, rankCovered)
	}
	for _, w := range here {
		if w.Deferred() {
			mark(0, periods, rankCovered)
			continue
		}
		mark(0, at(w.CoveredUntil.Sub(p.Start)), rankCovered)
		mark(0, at(view.DatesOf(w).Finish.Sub(p.Start)), rankMoved)
		for i := range w.Activities {
			a := &w.Activities[i]
			from, to := at(a.Start.Sub(p.Start)), at(a.Finish.Sub(p.Start))
			switch {
			case a.OutageHours > 0:
				mark(from, to, rankOff)
			case a.Kind != "prepare":
				mark(from, to, rankWork)
			}
		}
	}
	var runs []int
	for t, rank := range states {
		state := ranked[rank]
		if len(runs) == 0 || runs[len(runs)-1] != state {
			runs = append(runs, t, state)
		}
	}
	return runs
}

// staying are the sites with covered gear that is in no package.
func staying(p *planner.Plan) map[string]bool {
	sites := map[string]bool{}
	for i := range p.Findings {
		if f := &p.Findings[i]; f.Verdict == "covered" && f.Package == "" {
			sites[f.Site] = true
		}
	}
	return sites
}

// A period has the strongest of the states that hold in it.
const (
	rankNone = iota
	rankClean
	rankMoved
	rankCovered
	rankWork
	rankOff
)

var ranked = [...]int{siteNone, siteClean, siteMoved, siteCovered, siteWork, siteOff}
