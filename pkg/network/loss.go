package network

import "github.com/riprep/riprep/pkg/inventory"

// Loss is who loses service. Losses compare with ==.
type Loss struct {
	// Subscribers without service: all of the sites that are out, and of a site that has lost a generation those whose
	// devices know no other.
	Subscribers int
	Sites       int // out of service
	Degraded    int // sites still in service that have lost a layer

	// Of the subscribers of sites out of service: those at sites where another carrier's network still takes emergency
	// calls, and those at sites where none does. Where the inventory does not say, they are in neither.
	EmergencyOnly, NoEmergency int
}

// exceeds compares what limits are set for.
func (l Loss) exceeds(limit Loss) bool {
	return l.Subscribers > limit.Subscribers || l.Sites > limit.Sites
}

// addSite counts a site that is out, once with sign 1; sign -1 takes it back.
func (l *Loss) addSite(s *inventory.Site, sign int) {
	l.Sites += sign
	l.Subscribers += sign * s.Subscribers
	switch s.Emergency {
	case "shared":
		l.EmergencyOnly += sign * s.Subscribers
	case "sole":
		l.NoEmergency += sign * s.Subscribers
	}
}

// plus adds up losses of different sites.
func (l Loss) plus(o Loss) Loss {
	return Loss{
		Subscribers:   l.Subscribers + o.Subscribers,
		Sites:         l.Sites + o.Sites,
		Degraded:      l.Degraded + o.Degraded,
		EmergencyOnly: l.EmergencyOnly + o.EmergencyOnly,
		NoEmergency:   l.NoEmergency + o.NoEmergency,
	}
}
