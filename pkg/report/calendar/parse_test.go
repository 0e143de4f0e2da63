package calendar_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A strict reader of RFC 5545, for the tests: it refuses what a calendar might put up with.

type property struct {
	name, value string
	params      map[string]string
}

type component struct {
	name       string
	properties []property
	parts      []*component
}

// get is the only property of a name, nil where there is none.
func (c *component) get(name string) *property {
	for i := range c.properties {
		if c.properties[i].name == name {
			return &c.properties[i]
		}
	}
	return nil
}

// text is a TEXT value without its escapes.
func (c *component) text(name string) string {
	p := c.get(name)
	if p == nil {
		return ""
	}
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n", `\N`, "\n").Replace(p.value)
}

func parse(data string) (*component, error) {
	lines, err := unfold(data)
	if err != nil {
		return nil, err
	}
	root := &component{}
	open := []*component{root}
	for i, text := range lines {
		p, err := parseLine(text)
		if err != nil {
			return nil, fmt.Errorf("line %d: %q: %w", i+1, text, err)
		}
		in := open[len(open)-1]
		switch p.name {
		case "BEGIN":
			c := &component{name: p.value}
			in.parts = append(in.parts, c)
			open = append(open, c)
		case "END":
			if in.name != p.value || len(open) == 1 {
				return nil, fmt.Errorf("line %d: END:%s in %q", i+1, p.value, in.name)
			}
			open = open[:len(open)-1]
		default:
			if in == root {
				return nil, fmt.Errorf("line %d: %s stands outside", i+1, p.name)
			}
			in.properties = append(in.properties, p)
		}
	}
	if len(open) != 1 {
		return nil, fmt.Errorf("%s is not ended", open[len(open)-1].name)
	}
	if len(root.parts) != 1 || root.parts[0].name != "VCALENDAR" {
		return nil, errors.New("not one VCALENDAR")
	}
	return root.parts[0], check(root.parts[0])
}

// unfold joins the physical lines (3.1).
func unfold(data string) ([]string, error) {
	if !strings.HasSuffix(data, "\r\n") {
		return nil, errors.New("the last line does not end")
	}
	var lines []string
	for i, text := range strings.Split(strings.TrimSuffix(data, "\r\n"), "\r\n") {
		switch {
		case strings.ContainsAny(text, "\r\n"):
			return nil, fmt.Errorf("physical line %d: CR or LF alone", i+1)
		case len(text) > 75:
			return nil, fmt.Errorf("physical line %d: %d octets", i+1, len(text))
		case !utf8.ValidString(text):
			return nil, fmt.Errorf("physical line %d: a character is cut", i+1)
		case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }):
			return nil, fmt.Errorf("physical line %d: control character", i+1)
		case text == "":
			return nil, fmt.Errorf("physical line %d: empty", i+1)
		case text[0] == ' ' || text[0] == '\t':
			if len(lines) == 0 {
				return nil, errors.New("the first line goes on")
			}
			lines[len(lines)-1] += text[1:]
		default:
			lines = append(lines, text)
		}
	}
	return lines, nil
}

var content = regexp.MustCompile(`^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:[^";:,]*|"[^"]*"))*):(.*)$`)

func parseLine(text string) (property, error) {
	m := content.FindStringSubmatch(text)
	if m == nil {
		return property{}, errors.New("not NAME;PARAM=VALUE:VALUE")
	}
	p := property{name: m[1], value: m[3], params: map[string]string{}}
	for _, param := range strings.Split(m[2], ";")[1:] {
		name, value, _ := strings.Cut(param, "=")
		if _, twice := p.params[name]; twice {
			return p, fmt.Errorf("parameter %s stands twice", name)
		}
		p.params[name] = strings.Trim(value, `"`)
	}
	return p, nil
}

// words are properties of type TEXT, lists those of several.
var words = []string{"UID", "SUMMARY", "LOCATION", "DESCRIPTION", "PRODID", "VERSION", "NAME", "X-WR-CALNAME", "TZID", "TZNAME", "COMMENT"}

var once = map[string][]string{ // required
	"VCALENDAR": {"VERSION", "PRODID"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART", "SUMMARY"}, "VTIMEZONE": {"TZID"},
	"STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}

var inside = map[string][]string{"VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VTIMEZONE": {"STANDARD", "DAYLIGHT"}}

func check(calendar *component) error {
	if v := calendar.text("VERSION"); v != "2.0" {
		return fmt.Errorf("version %q", v)
	}
	zones := map[string]bool{}
	for _, c := range calendar.parts {
		if c.name == "VTIMEZONE" {
			zones[c.text("TZID")] = true
		}
	}
	uids := map[string]bool{}
	var walk func(c *component) error
	walk = func(c *component) error {
		for _, name := range once[c.name] {
			if c.get(name) == nil {
				return fmt.Errorf("%s without %s", c.name, name)
			}
		}
		seen := map[string]bool{}
		for _, p := range c.properties {
			if seen[p.name] {
				return fmt.Errorf("%s: %s stands twice", c.name, p.name)
			}
			seen[p.name] = true
			if err := checkValue(&p, zones); err != nil {
				return fmt.Errorf("%s: %s:%s: %w", c.name, p.name, p.value, err)
			}
		}
		if c.name == "VTIMEZONE" && len(c.parts) == 0 {
			return errors.New("VTIMEZONE without STANDARD or DAYLIGHT")
		}
		if c.name == "VEVENT" {
			if id := c.text("UID"); uids[id] {
				return fmt.Errorf("UID %q stands twice", id)
			}
			uids[c.text("UID")] = true
			if _, err := occurrences(c); err != nil {
				return fmt.Errorf("%s: %w", c.text("UID"), err)
			}
		}
		for _, part := range c.parts {
			if !slices.Contains(inside[c.name], part.name) {
				return fmt.Errorf("%s in %s", part.name, c.name)
			}
			if err := walk(part); err != nil {
				return err
			}
		}
		return nil
	}
	return walk(calendar)
}

var (
	textValue  = regexp.MustCompile(`^(?:[^\\;,]|\\[\\;,nN])*$`)
	textValues = regexp.MustCompile(`^(?:[^\\;]|\\[\\;,nN])+$`)
	offset     = regexp.MustCompile(`^[+-](?:[01]\d|2[0-3])[0-5]\d$`)
	geo        = regexp.MustCompile(`^(-?\d+(?:\.\d+)?);(-?\d+(?:\.\d+)?)$`)
)

func checkValue(p *property, zones map[string]bool) error {
	for name := range p.params {
		if name != "VALUE" && name != "TZID" {
			return fmt.Errorf("parameter %s", name)
		}
	}
	match := func(re *regexp.Regexp) error {
		if !re.MatchString(p.value) {
			return fmt.Errorf("not %s", re)
		}
		return nil
	}
	switch p.name {
	case "DTSTAMP", "LAST-MODIFIED":
		if !strings.HasSuffix(p.value, "Z") {
			return errors.New("not in UTC")
		}
		_, err := when(p)
		return err
	case "DTSTART", "DTEND":
		if tz, ok := p.params["TZID"]; ok && (!zones[tz] || strings.HasSuffix(p.value, "Z")) {
			return fmt.Errorf("zone %q is not there", tz)
		}
		_, err := when(p)
		return err
	case "SEQUENCE":
		n, err := strconv.ParseUint(p.value, 10, 31)
		if err == nil && strconv.FormatUint(n, 10) != p.value {
			return errors.New("not an integer")
		}
		return err
	case "GEO":
		m := geo.FindStringSubmatch(p.value)
		if m == nil {
			return match(geo)
		}
		lat, _ := strconv.ParseFloat(m[1], 64)
		lon, _ := strconv.ParseFloat(m[2], 64)
		if lat < -90 || lat > 90 || lon < -180 || lon > 180 {
			return errors.New("nowhere on earth")
		}
		return nil
	case "TZOFFSETFROM", "TZOFFSETTO":
		return match(offset)
	case "CATEGORIES":
		return match(textValues)
	case "TRANSP":
		return match(regexp.MustCompile(`^(OPAQUE|TRANSPARENT)$`))
	case "METHOD":
		return match(regexp.MustCompile(`^PUBLISH$`))
	case "CALSCALE":
		return match(regexp.MustCompile(`^GREGORIAN$`))
	case "RRULE":
		return nil // occurrences reads it
	}
	if !slices.Contains(words, p.name) {
		return errors.New("not a property")
	}
	return match(textValue)
}

// when is a DATE or a DATE-TIME. Local times are given in UTC, to be reckoned with.
func when(p *property) (time.Time, error) {
	layout := "20060102T150405"
	switch v := p.params["VALUE"]; {
	case v == "DATE":
		layout = "20060102"
	case v != "" && v != "DATE-TIME":
		return time.Time{}, fmt.Errorf("VALUE=%s", v)
	case strings.HasSuffix(p.value, "Z"):
		layout += "Z"
	}
	return time.Parse(layout, p.value)
}

// span is one time at which an event happens; until is not in it.
type span struct{ from, until time.Time }

// occurrences plays an event as often as it comes.
func occurrences(e *component) ([]span, error) {
	start, end := e.get("DTSTART"), e.get("DTEND")
	if end == nil {
		return nil, errors.New("no DTEND")
	}
	if start.params["VALUE"] != end.params["VALUE"] || start.params["TZID"] != end.params["TZID"] {
		return nil, errors.New("DTSTART and DTEND are of two kinds")
	}
	from, err := when(start)
	if err != nil {
		return nil, err
	}
	until, err := when(end)
	if err != nil {
		return nil, err
	}
	if !until.After(from) {
		return nil, errors.New("ends before it begins")
	}
	out := []span{{from, until}}
	rule := e.get("RRULE")
	if rule == nil {
		return out, nil
	}
	parts := map[string]string{}
	for _, part := range strings.Split(rule.value, ";") {
		name, value, ok := strings.Cut(part, "=")
		if _, twice := parts[name]; !ok || twice || !slices.Contains([]string{"FREQ", "COUNT", "BYDAY"}, name) {
			return nil, fmt.Errorf("rule %q", rule.value)
		}
		parts[name] = value
	}
	count, err := strconv.Atoi(parts["COUNT"])
	if err != nil || count < 1 || count > 1000 {
		return nil, fmt.Errorf("rule %q: count", rule.value)
	}
	var days []string
	switch {
	case parts["FREQ"] == "WEEKLY" && parts["BYDAY"] != "":
		days = strings.Split(parts["BYDAY"], ",")
		for i, d := range days {
			if !slices.Contains([]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}, d) || slices.Contains(days[:i], d) {
				return nil, fmt.Errorf("rule %q: day %q", rule.value, d)
			}
		}
	case parts["FREQ"] != "DAILY" || parts["BYDAY"] != "":
		return nil, fmt.Errorf("rule %q: frequency", rule.value)
	}
	comes := func(t time.Time) bool {
		return days == nil || slices.Contains(days, strings.ToUpper(t.Weekday().String()[:2]))
	}
	if !comes(from) {
		return nil, fmt.Errorf("rule %q: the first time, %s, is not of it", rule.value, from)
	}
	for day := 1; len(out) < count; day++ {
		if t := from.AddDate(0, 0, day); comes(t) {
			out = append(out, span{t, t.Add(until.Sub(from))})
		}
	}
	return out, nil
}
