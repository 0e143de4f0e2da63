package scenario

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

func (s *Scenario) decodeOrder(m *strict.Map) {
	s.Order.Hubs = m.Enum("hubs", HubWords)
	if sub := m.Map("pilot"); sub != nil {
		s.Order.Pilot = decodePilot(sub)
		s.Pos["order.pilot"] = m.At("pilot")
	}
	m.Done()
}

func decodePilot(m *strict.Map) *Pilot {
	p := &Pilot{Cluster: m.ID("cluster", strict.Required)}
	p.SoakDays, _ = m.Int("soak_days", 0, maxLagDays)
	m.Done()
	return p
}

// decodeCleanPaths reads clean_path: one demand, or a list of them.
func (s *Scenario) decodeCleanPaths(m *strict.Map) {
	if m.IsList("clean_path") {
		m.List("clean_path", s.decodeCleanPath)
		return
	}
	if sub := m.Map("clean_path"); sub != nil {
		s.decodeCleanPath(sub)
	}
}

func (s *Scenario) decodeCleanPath(m *strict.Map) {
	var c CleanPath
	c.Sites = m.IDs("sites", strict.Required)
	once(m, "sites", c.Sites)
	if m.IsList("sites") && m.Len("sites") == 0 {
		m.Fault("sites", "name the sites, or leave clean_path out", "clean_path of no site")
	}
	c.By, _ = strict.Parse(m, "by", inventory.ParseDate, strict.Required)
	if c.Paths = m.Enum("paths", PathWords); c.Paths == "" {
		c.Paths = "working"
		if !slices.ContainsFunc(s.Defaults, func(d Default) bool { return d.Field == "clean_path.paths" }) {
			s.assume("clean_path.paths", "working", "where nothing is off, traffic takes its working path")
		}
	}
	m.Done()
	for _, key := range []string{"sites", "by"} {
		s.Pos[fmt.Sprintf("clean_path[%d].%s", len(s.CleanPaths), key)] = m.At(key)
	}
	s.CleanPaths = append(s.CleanPaths, c)
}
