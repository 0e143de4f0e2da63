package scenario

import (
	"strings"
	"testing"
)

// Each case changes one thing in full and names the one fault that must come of it.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, old, new, want, hint string }{
		{"unknown key", "horizon: 104", "horizont: 104\nhorizon: 104", `s.yaml:4:1: unknown key "horizont"`, `did you mean "horizon"?`},
		{"key twice", "horizon: 104", "horizon: 104\nhorizon: 52", `s.yaml:5:1: key "horizon" stands twice (first at line 4)`, ""},
		{"version", "scenario/v1", "scenario/v2", `s.yaml:1:9: riprep "scenario/v2": a version that is not known`, "scenario/v1"},
		{"kind", "scenario/v1", "inventory/v1", `s.yaml:1:9: riprep "inventory/v1": want scenario/v1`, ""},
		{"second document", "deferral: true\n", "deferral: true\n---\nriprep: scenario/v1\n", `s.yaml:30:1: a second document`, "a file of its own"},
		{"start absent", "start: 2027-01-04\n", "", `s.yaml:1:1: no key "start"`, ""},
		{"start", "start: 2027-01-04", "start: 2027-02-30", `s.yaml:2:8: start "2027-02-30": not a date (want YYYY-MM-DD)`, ""},
		{"start list", "start: 2027-01-04", "start: [2027-01-04]", `s.yaml:2:8: start: want a single value`, ""},
		{"period", "period: week", "period: weak", `s.yaml:3:9: period "weak": not known`, `did you mean "week"?`},
		{"horizon absent", "horizon: 104\n", "", `s.yaml:1:1: no key "horizon"`, ""},
		{"horizon none", "horizon: 104", "horizon: 0", `s.yaml:4:10: horizon 0: want 1 to 4000`, ""},
		{"horizon far", "horizon: 104", "horizon: 4001", `s.yaml:4:10: horizon 4001: want 1 to 4000`, ""},
		{"horizon word", "horizon: 104", "horizon: two years", `s.yaml:4:10: horizon "two years": not a whole number`, ""},
		{"regime", "[us-scrp]", "[us scrp]", `s.yaml:5:11: regimes "us scrp": not an id`, "no spaces"},
		{"regime twice", "[us-scrp]", "[us-scrp, us-scrp]", `s.yaml:5:10: regimes "us-scrp": stands twice`, ""},
		{"funding word", "funding:\n", "funding: plenty\nfoo:\n", `s.yaml:6:10: funding: want keys with values`, ""},
		{"released absent", "  released: [{on: 2027-01-04, amount: 2500000.00}, {on: 2027-07-05, amount: 4000000.00}]\n", "", `s.yaml:7:3: funding without released`, "say when money comes"},
		{"release day", "{on: 2027-07-05,", "{on: 2027-07-32,", `s.yaml:7:57: on "2027-07-32": not a date`, ""},
		{"release day absent", "{on: 2027-07-05, ", "{", `s.yaml:7:52: no key "on"`, ""},
		{"release negative", "amount: 4000000.00", "amount: -4000000.00", `s.yaml:7:77: amount -4000000.00: negative money`, "not what is owed"},
		{"release absent", ", amount: 4000000.00", "", `s.yaml:7:52: no key "amount"`, ""},
		{"release key", "{on: 2027-07-05,", "{when: 1, on: 2027-07-05,", `s.yaml:7:53: unknown key "when"`, ""},
		{"money places", "per_period: 400000.00", "per_period: 400000.005", `s.yaml:8:15: per_period "400000.005": more than two decimals`, ""},
		{"money separators", "per_period: 400000.00", "per_period: 400,000.00", `s.yaml:8:15: per_period "400,000.00": not an amount`, ""},
		{"money negative", "per_period: 400000.00", "per_period: -1", `s.yaml:8:15: per_period -1.00: negative money`, ""},
		{"proration", "proration: 0.395", "proration: 1.5", `s.yaml:9:30: proration "1.5": want 0 to 1`, ""},
		{"proration word", "proration: 0.395", "proration: most", `s.yaml:9:30: proration "most": not a rate`, ""},
		{"lag absent", ", claim_lag_days: 63", "", `s.yaml:9:18: no key "claim_lag_days"`, ""},
		{"lag", "claim_lag_days: 63", "claim_lag_days: 4000", `s.yaml:9:53: claim_lag_days 4000: want 0 to 3650`, ""},
		{"credit absent", "limit: 750000.00, ", "", `s.yaml:10:11: no key "limit"`, ""},
		{"credit negative", "limit: 750000.00", "limit: -5", `s.yaml:10:19: limit -5.00: negative money`, ""},
		{"credit rate", "annual_rate: 0.085", "annual_rate: 850%", `s.yaml:10:43: annual_rate "850%": want 0% to 100%`, ""},
		{"outage list", "outage:\n", "outage: [1]\nfoo:\n", `s.yaml:11:9: outage: want keys with values`, ""},
		{"share", "subscribers: 5%", "subscribers: 500%", `s.yaml:12:16: subscribers "500%": want 0% to 100%`, ""},
		{"share word", "subscribers: 5%", "subscribers: few", `s.yaml:12:16: subscribers "few": want a count of subscribers or a part such as 5%`, ""},
		{"share decimal", "subscribers: 5%", "subscribers: 0.05", `s.yaml:12:16: subscribers "0.05": want a count`, ""},
		{"share negative", "subscribers: 5%", "subscribers: -5", `s.yaml:12:16: subscribers "-5": want a count`, ""},
		{"sites", "  sites: 4", "  sites: -4", `s.yaml:13:10: sites -4: want 0 to 1000000`, ""},
		{"hours", "period: 6000", "period: -1", `s.yaml:14:32: subscriber_hours_per_period "-1": want a whole number from 0`, ""},
		{"neighbors", "neighbors: apart", "neighbors: apar", `s.yaml:15:14: neighbors "apar": not known`, `did you mean "apart"?`},
		{"sole", "sole_emergency: overlay", "sole_emergency: true", `s.yaml:16:19: sole_emergency "true": not known`, "overlay, any"},
		{"crews scalar", "crews: {tower: 3, ip: {north: 2, south: 1}, core: 1}\ncrew_changes: [{crew: ip, region: north, from: 2027-06-07, to: 2027-08-29, count: 4}]\n", "crews: 3\n", `s.yaml:22:8: crews: want keys with values`, ""},
		{"crews list", "crews: {tower: 3, ip: {north: 2, south: 1}, core: 1}\ncrew_changes: [{crew: ip, region: north, from: 2027-06-07, to: 2027-08-29, count: 4}]\n", "crews: [tower]\n", `s.yaml:22:8: crews: want keys with values`, ""},
		{"crew list", "tower: 3", "tower: [3]", `s.yaml:22:16: tower: want a single value`, ""},
		{"crew word", "tower: 3", "tower: three", `s.yaml:22:16: tower "three": not a whole number`, ""},
		{"crew negative", "tower: 3", "tower: -3", `s.yaml:22:16: tower -3: want 0 to 1000000`, ""},
		{"crew half", "tower: 3", "tower: 1.5", `s.yaml:22:16: tower "1.5": not a whole number`, ""},
		{"crew twice", "tower: 3", "tower: 3, tower: 4", `s.yaml:22:19: key "tower" stands twice (first at line 22)`, ""},
		{"crew kind", "tower: 3", "tower crew: 3", `s.yaml:22:21: crews: "tower crew": not a kind of crew`, "one word"},
		{"crew dot", "tower: 3", "tower.a: 3", `s.yaml:22:18: crews: "tower.a": not a kind of crew`, ""},
		{"crew empty", "tower: 3", `"": 3`, `s.yaml:22:13: crews: "": not a kind of crew`, ""},
		{"crew merge", "tower: 3", `<<: {tower: 3}`, `s.yaml:22:13: crews: "<<": not a kind of crew`, ""},
		{"crew alias key", "tower: 3", `? [tower] : 3`, `s.yaml:22:11: a key that is a list`, "one plain word"},
		{"region negative", "north: 2", "north: -2", `s.yaml:22:31: north -2: want 0 to 1000000`, ""},
		{"region mapping", "south: 1", "south: {a: 1}", `s.yaml:22:41: south: want a single value`, ""},
		{"region empty", "tower: 3", `tower: {"": 3}`, `s.yaml:22:21: crews tower: a region without a name`, ""},
		{"no region", "tower: 3", `tower: {}`, `s.yaml:22:16: crews tower: no region`, "for each region"},
		{"change word", "crew_changes: [", "crew_changes: [soon, ", `s.yaml:23:16: crew_changes: want keys with values`, ""},
		{"change crew", "{crew: ip, region: north", "{crew: optical, region: north", `s.yaml:23:23: crew change of "optical in region north": no such crews`, "under crews"},
		{"change region", "{crew: ip, region: north", "{crew: ip", `s.yaml:23:23: crew change of "ip": no such crews`, ""},
		{"change crew absent", "{crew: ip, ", "{", `s.yaml:23:16: no key "crew"`, ""},
		{"change order", "to: 2027-08-29", "to: 2026-08-29", `s.yaml:23:64: to 2026-08-29: before from 2027-06-07`, ""},
		{"change day", "to: 2027-08-29", "to: August", `s.yaml:23:64: to "August": not a date`, ""},
		{"change count", ", count: 4", "", `s.yaml:23:16: no key "count"`, ""},
		{"blackout from", "from: 2027-11-22", "from: 2027-11-31", `s.yaml:24:20: from "2027-11-31": not a date`, ""},
		{"blackout to absent", ", to: 2027-11-28", "", `s.yaml:24:13: no key "to"`, ""},
		{"blackout order", "to: 2027-11-28", "to: 2027-11-21", `s.yaml:24:36: to 2027-11-21: before from 2027-11-22`, ""},
		{"blackout work", "[cutover]", "[cutovers]", `s.yaml:24:55: work "cutovers": not known`, `did you mean "cutover"?`},
		{"blackout regions", "regions: [north]", "regions: north", `s.yaml:24:74: regions: want a list`, ""},
		{"terms list", "terms: {A1: 2028-06-30, A2: 2028-12-31}", "terms: [A1]", `s.yaml:25:8: terms: want keys with values`, ""},
		{"term day", "A1: 2028-06-30", "A1: 2028-06-31", `s.yaml:25:13: A1 "2028-06-31": not a date`, ""},
		{"term twice", "A2: 2028-12-31", "A1: 2028-12-31", `s.yaml:25:25: key "A1" stands twice (first at line 25)`, ""},
		{"term empty", "A1: 2028-06-30", `"": 2028-06-30`, `s.yaml:25:13: term of an application without a name`, ""},
		{"vendors scalar", "{max_share: 70%}", "70%", `s.yaml:26:10: vendors: want keys with values`, ""},
		{"vendors key", "{max_share: 70%}", "{max_shore: 70%}", `s.yaml:26:11: unknown key "max_shore"`, `did you mean "max_share"?`},
		{"max_share", "max_share: 70%", "max_share: 70", `s.yaml:26:22: max_share "70": want 0 to 1`, ""},
		{"objective", "[exposure, cost]", "[exposure, costs]", `s.yaml:27:24: objectives "costs": not known`, `did you mean "cost"?`},
		{"objective twice", "[exposure, cost]", "[cost, exposure, cost]", `s.yaml:27:13: objectives "cost": stands twice`, ""},
		{"objectives word", "[exposure, cost]", "cost", `s.yaml:27:13: objectives: want a list`, ""},
		{"deferral twice", "deferral: true", "deferral: true\ndeferral: false", `s.yaml:29:1: key "deferral" stands twice`, ""},
		{"proration twice", "proration: 0.395", "proration: 0.395, proration: 1", `s.yaml:9:37: key "proration" stands twice`, ""},
		{"plan hours", "hours: 90000", "hours: 1.5", `s.yaml:17:21: subscriber_hours "1.5": want a whole number from 0`, ""},
		{"roaming", "roaming_critical: overlay", "roaming_critical: overlays", `s.yaml:18:21: roaming_critical "overlays": not known`, `did you mean "overlay"?`},
		{"coverage", "{tower: 8, rooftop: 2.5}", "{tower: 301, rooftop: 2.5}", `s.yaml:19:24: tower 301: want 0 to 300`, ""},
		{"coverage kind", "{tower: 8, rooftop: 2.5}", "{towers: 8, rooftop: 2.5}", `s.yaml:19:17: unknown key "towers"`, `did you mean "tower"?`},
		{"coverage one", "{tower: 8, rooftop: 2.5}", "8", `s.yaml:19:16: coverage_km: want keys with values`, ""},
		{"window from", `from: "22:00"`, `from: "24:00"`, `s.yaml:20:20: from "24:00": not a time of day (want 00:00 to 23:59)`, ""},
		{"window minute", `from: "22:00"`, `from: "22:60"`, `s.yaml:20:20: from "22:60": not a time of day (want 00:00 to 23:59)`, ""},
		{"window short", `from: "22:00"`, `from: "9:00"`, `s.yaml:20:20: from "9:00": not a time of day (want HH:MM)`, ""},
		{"window word", `from: "22:00"`, `from: night`, `s.yaml:20:20: from "night": not a time of day (want HH:MM)`, ""},
		{"window sign", `from: "22:00"`, `from: "-2:00"`, `s.yaml:20:20: from "-2:00": not a time of day (want HH:MM)`, ""},
		{"window other digits", `from: "22:00"`, `from: "٢٢:00"`, `s.yaml:20:20: from "٢٢:00": not a time of day (want HH:MM)`, ""},
		{"window from absent", `from: "22:00", `, ``, `s.yaml:20:13: no key "from"`, ""},
		{"window to absent", `, to: "04:00"`, ``, `s.yaml:20:13: no key "to"`, ""},
		{"window day", "[fri, sat]", "[fri, saturday]", `s.yaml:20:54: days "saturday": not known`, "mon, tue, wed, thu, fri, sat, sun"},
		{"window day twice", "[fri, sat]", "[fri, fri]", `s.yaml:20:48: days "fri": stands twice`, ""},
		{"window days word", "[fri, sat]", "fri", `s.yaml:20:48: days: want a list`, ""},
		{"window work", "work: [core]", "work: [cores]", `s.yaml:20:67: work "cores": not known`, `did you mean "core"?`},
		{"window region", "regions: [south]", "regions: [so uth]", `s.yaml:20:84: regions "so uth": not an id`, ""},
		{"window traffic", "low_traffic: true", "low_traffic: low", `s.yaml:20:105: low_traffic "low": not a yes or no`, ""},
		{"window key", `, to: "04:00"`, `, to: "04:00", why: night`, `s.yaml:20:42: unknown key "why"`, ""},
		{"windows mapping", `windows: [`, `windows: [3, `, `s.yaml:20:13: windows: want keys with values`, ""},
		{"outside", "outside_windows: forbid", "outside_windows: forbit", `s.yaml:21:20: outside_windows "forbit": not known`, `did you mean "forbid"?`},
		{"remove", "remove: covered", "remove: coverd", `s.yaml:34:9: remove "coverd": not known`, `did you mean "covered"?`},
		{"in place", "in_place: allowed", "in_place: always", `s.yaml:29:11: in_place "always": not known`, "if-needed, allowed"},
		{"soak", "\nsoak_days: 14", "\nsoak_days: 3651", `s.yaml:30:12: soak_days 3651: want 0 to 3650`, ""},
		{"order word", "order: {hubs: first, pilot: {cluster: hills, soak_days: 28}}", "order: first", `s.yaml:31:8: order: want keys with values`, ""},
		{"hubs", "hubs: first", "hubs: frist", `s.yaml:31:15: hubs "frist": not known`, `did you mean "first"?`},
		{"pilot word", "{cluster: hills, soak_days: 28}", "hills", `s.yaml:31:29: pilot: want keys with values`, ""},
		{"pilot cluster", "cluster: hills, ", "", `s.yaml:31:29: no key "cluster"`, ""},
		{"pilot id", "cluster: hills", "cluster: the hills", `s.yaml:31:39: cluster "the hills": not an id`, "no spaces"},
		{"pilot soak", "soak_days: 28", "soak_days: -1", `s.yaml:31:57: soak_days -1: want 0 to 3650`, ""},
		{"clean word", "clean_path: {sites: [base, lake], by: 2028-03-31, paths: every}", "clean_path: base", `s.yaml:32:13: clean_path: want keys with values`, ""},
		{"clean list", "clean_path: {sites: [base, lake], by: 2028-03-31, paths: every}", "clean_path: [3]", `s.yaml:32:14: clean_path: want keys with values`, ""},
		{"clean sites", "sites: [base, lake]", "sites: []", `s.yaml:32:21: clean_path of no site`, "leave clean_path out"},
		{"clean sites absent", "sites: [base, lake], ", "", `s.yaml:32:13: no key "sites"`, ""},
		{"clean site", "sites: [base, lake]", "sites: [the lake]", `s.yaml:32:22: sites "the lake": not an id`, ""},
		{"clean site twice", "sites: [base, lake]", "sites: [base, base]", `s.yaml:32:21: sites "base": stands twice`, ""},
		{"clean sites word", "sites: [base, lake]", "sites: base", `s.yaml:32:21: sites: want a list`, ""},
		{"clean by absent", ", by: 2028-03-31", "", `s.yaml:32:13: no key "by"`, ""},
		{"clean by", "by: 2028-03-31", "by: 2028-02-30", `s.yaml:32:39: by "2028-02-30": not a date`, ""},
		{"clean paths", "paths: every", "paths: all", `s.yaml:32:58: paths "all": not known`, "working, every"},
		{"risk word", "risk: {", "risk: high\nfoo: {", `s.yaml:33:7: risk: want keys with values`, ""},
		{"risk role", "core: 20", "core: 1001", `s.yaml:33:22: core 1001: want 0 to 1000`, ""},
		{"risk role negative", "core: 20", "core: -1", `s.yaml:33:22: core -1: want 0 to 1000`, ""},
		{"risk role half", "core: 20", "core: 1.5", `s.yaml:33:22: core "1.5": not a whole number`, ""},
		{"risk role name", "core: 20", "cor: 20", `s.yaml:33:16: unknown key "cor"`, `did you mean "core"?`},
		{"risk place", "military: 4", "military: 0", `s.yaml:33:59: military 0: want 1 to 1000`, ""},
		{"risk place twice", "military: 4", "military: 4, military: 5", `s.yaml:33:62: key "military" stands twice`, ""},
		{"risk place spaces", "military: 4", "military base: 4", `s.yaml:33:64: sensitive "military base": not an id`, "sensitive of a site"},
		{"risk place merge", "military: 4", "<<: {military: 4}", `s.yaml:33:53: sensitive "<<": not an id`, ""},
		{"risk other", "other_sensitive: 3", "other_sensitive: 0", `s.yaml:33:80: other_sensitive 0: want 1 to 1000`, ""},
		{"risk unsupported", "unsupported: 5", "unsupported: 1001", `s.yaml:33:96: unsupported 1001: want 1 to 1000`, ""},
		{"risk traffic", "traffic: none", "traffic: some", `s.yaml:33:108: traffic "some": not known`, "doublings, none"},
		{"deferral", "deferral: true", "deferral: yes", `s.yaml:28:11: deferral "yes": not a yes or no`, "true or false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(full, c.old, c.new, 1)
			if text == full {
				t.Fatalf("%q is not in the example", c.old)
			}
			_, faults := read(t, text)
			// A part that was renamed to make room leaves the rest of it under a key of its own.
			kept := faults[:0]
			for _, f := range faults {
				if f.Message != `unknown key "foo"` {
					kept = append(kept, f)
				}
			}
			if len(kept) != 1 {
				t.Fatalf("want one fault, got %d: %s", len(kept), kept)
			}
			if got := kept[0].Error(); !strings.HasPrefix(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if !strings.Contains(kept[0].Hint, c.hint) || c.hint == "" && strings.Contains(kept[0].Hint, "did you mean") {
				t.Errorf("hint %q, want %q", kept[0].Hint, c.hint)
			}
		})
	}
}

// All faults of a file are found at once, in its order.
func TestFaultsTogether(t *testing.T) {
	_, faults := read(t, "riprep: scenario/v1\nstart: soon\nhorizon: -1\nperiod: year\nfunding: {released: [{}]}\noutage: {sites: x}\n")
	var got []string
	for _, f := range faults {
		got = append(got, f.Error())
	}
	want := []string{
		`s.yaml:2:8: start "soon": not a date (want YYYY-MM-DD)`,
		`s.yaml:3:10: horizon -1: want 1 to 4000`,
		`s.yaml:4:9: period "year": not known`,
		`s.yaml:5:22: no key "on"`,
		`s.yaml:5:22: no key "amount"`,
		`s.yaml:6:17: sites "x": not a whole number`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
