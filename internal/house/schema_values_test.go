package house

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchemaValues changes one value of an example at a time: the schema and loading must agree on whether it is right.
// What a schema cannot know (references, doubles, the order of days) is not here.
func TestSchemaValues(t *testing.T) {
	const good, bad = true, false
	examples := docExamples(t)
	schemas := map[string]*jsonschema.Schema{}
	for kind := range schemaKinds() {
		schemas[kind] = compiled(t, kind)
	}
	for _, c := range []struct {
		kind, old, new string
		want           bool
	}{
		{"inventory", "inventory/v1", "inventory/v1.7", good},
		{"inventory", "inventory/v1", "inventory/v2", bad},
		{"inventory", "inventory/v1", "scenario/v1", bad},
		{"inventory", `"0012345678"`, `"001234567"`, bad},
		{"inventory", "customers: 41250", "customers: 100000000", good},
		{"inventory", "customers: 41250", "customers: 100000001", bad},
		{"inventory", "customers: 41250", "customers: -1", bad},
		{"inventory", "customers: 41250", "customers: 1.5", bad},
		{"inventory", "id: us-carrier", "id: us carrier", bad},
		{"inventory", "id: us-carrier", "id: " + strings.Repeat("x", 128), good},
		{"inventory", "id: us-carrier", "id: " + strings.Repeat("x", 129), bad},
		{"inventory", "id: us-carrier", "id: 4711", good},
		{"inventory", "model: BBU3910", "model: 3910", good},
		{"inventory", "lat: 31.2044", "lat: 90", good},
		{"inventory", "lat: 31.2044", "lat: 90.1", bad},
		{"inventory", "lon: -81.9812", "lon: -180.1", bad},
		{"inventory", "region: south-east\n", "region: south east\n", bad},
		{"inventory", "subscribers: 1240", "subscribers: many", bad},
		{"inventory", "emergency: sole", "emergency: yes", bad},
		{"inventory", "from: 12-01", "from: 02-29", good},
		{"inventory", "from: 12-01", "from: 13-01", bad},
		{"inventory", "work: [tower]", "work: [towers]", bad},
		{"inventory", "work: [tower]", "work: tower", bad},
		{"inventory", "coverage_km: 12.5", "coverage_km: 300", good},
		{"inventory", "coverage_km: 12.5", "coverage_km: 301", bad},
		{"inventory", "quantity: 1\n", "quantity: 0\n", bad},
		{"inventory", "quantity: 1\n", "quantity: 1000000\n", good},
		{"inventory", "quantity: 1\n", "quantity: 1000001\n", bad},
		{"inventory", "[2g, 4g]", "[2g, 6g]", bad},
		{"inventory", "2016-05-01\n    serials", "1970-12-31\n    serials", bad},
		{"inventory", "2016-05-01\n    serials", "1971-01-01\n    serials", good},
		{"inventory", "2016-05-01\n    serials", "2201-01-01\n    serials", bad},
		{"inventory", "2016-05-01\n    serials", "2016-13-01\n    serials", bad},
		{"inventory", "2016-05-01\n    serials", "2016-5-1\n    serials", bad},
		{"inventory", "country: US, ", "country: us, ", bad},
		{"inventory", "origin: CN", "origin: CHN", bad},
		{"inventory", "[b12, b66]", "[b12, b111]", bad},
		{"inventory", "[b12, b66]", "[n1, n263, b110]", good},
		{"inventory", "1.3.6.1.4.1.2011.2.999", "1.3.6.1.4.2.2011", bad},
		{"inventory", "1.3.6.1.4.1.2011.2.999", ".1.3.6.1.4.1.2011", good},
		{"inventory", "premises: 0", "premises: -1", bad},
		{"inventory", "gateway: true", "gateway: maybe", bad},
		{"inventory", "km: 41", "km: 20000", good},
		{"inventory", "km: 41", "km: 20001", bad},
		{"inventory", "role: router, vendor", "rule: router, vendor", bad},

		{"scenario", "period: week", "period: month", bad},
		{"scenario", "horizon: 104", "horizon: 4000", good},
		{"scenario", "horizon: 104", "horizon: 4001", bad},
		{"scenario", "horizon: 104", "horizon: 0", bad},
		{"scenario", "[exposure, cost]", "[exposure, exposure]", bad},
		{"scenario", "[exposure, cost]", "[]", good},
		{"scenario", "regimes: [us-scrp]", "regimes: [a, a]", bad},
		{"scenario", "deferral: false", "deferral: no", bad},
		{"scenario", "per_period: 400000.00", "per_period: 0", good},
		{"scenario", "per_period: 400000.00", `per_period: "400000.05"`, good},
		{"scenario", "per_period: 400000.00", `per_period: "400000.055"`, bad},
		{"scenario", "per_period: 400000.00", `per_period: "400,000.00"`, bad},
		{"scenario", "per_period: 400000.00", "per_period: 400,000.00", bad},
		{"scenario", "per_period: 400000.00", "per_period: -0.01", bad},
		{"scenario", "per_period: 400000.00", "per_period: 9999999999999.99", good},
		{"scenario", "per_period: 400000.00", "per_period: 10000000000000", bad},
		{"scenario", "per_period: 400000.00", "per_period: 1_000", bad},
		{"scenario", "proration: 0.395", "proration: 39.5%", good},
		{"scenario", "proration: 0.395", "proration: 100.0000000%", good},
		{"scenario", "proration: 0.395", "proration: 100.1%", bad},
		{"scenario", "proration: 0.395", "proration: 1.01", bad},
		{"scenario", "proration: 0.395", "proration: -0.1", bad},
		{"scenario", "proration: 0.395", `proration: "0.395"`, good},
		{"scenario", "proration: 0.395", "proration: .5%", bad},
		{"scenario", "claim_lag_days: 63", "claim_lag_days: 3650", good},
		{"scenario", "claim_lag_days: 63", "claim_lag_days: 3651", bad},
		{"scenario", "subscribers: 5%", "subscribers: 500", good},
		{"scenario", "subscribers: 5%", "subscribers: 2000000001", bad},
		{"scenario", "subscribers: 5%", "subscribers: 0.05", bad},
		{"scenario", "subscribers: 5%", "subscribers: 105%", bad},
		{"scenario", "  sites: 4", "  sites: 1000001", bad},
		{"scenario", "subscriber_hours_per_period: 6000", "subscriber_hours_per_period: 1099511627776", good},
		{"scenario", "subscriber_hours_per_period: 6000", "subscriber_hours_per_period: 1099511627777", bad},
		{"scenario", "neighbors: apart", "neighbors: near", bad},
		{"scenario", "sole_emergency: overlay", "sole_emergency: never", bad},
		{"scenario", "ip: 2", "ip: -1", bad},
		{"scenario", "ip: 2", "ip: {south-east: -1}", bad},
		{"scenario", "ip: 2", "ip: [2]", bad},
		{"scenario", "ip: 2", "i.p: 2", bad},
		{"scenario", "ip: 2", "i p: 2", bad},
		{"scenario", "core: 1}", "core: 1000001}", bad},
		{"scenario", "count: 5", "count: -5", bad},
		{"scenario", "{A1: 2028-06-30}", "{A1: soon}", bad},
		{"scenario", "{A1: 2028-06-30}", `{"": 2028-06-30}`, bad},
		{"scenario", "max_share: 70%", "max_share: 170%", bad},
		{"scenario", "subscriber_hours: 90000", "subscriber_hours: 1099511627777", bad},
		{"scenario", "roaming_critical: overlay", "roaming_critical: none", bad},
		{"scenario", "{tower: 8, rooftop: 3}", "{tower: 300, rooftop: 0}", good},
		{"scenario", "{tower: 8, rooftop: 3}", "{tower: 300.5}", bad},
		{"scenario", "{tower: 8, rooftop: 3}", "{shelter: 8}", bad},
		{"scenario", `from: "00:00"`, `from: "23:59"`, good},
		{"scenario", `from: "00:00"`, `from: "24:00"`, bad},
		{"scenario", `from: "00:00"`, `from: "0:00"`, bad},
		{"scenario", `to: "05:00"`, `to: "05:60"`, bad},
		{"scenario", "[fri, sat]", "[fri, fri]", bad},
		{"scenario", "[fri, sat]", "[friday]", bad},
		{"scenario", "[fri, sat]", "[]", good},
		{"scenario", "work: [core, ip]", "work: [test]", good},
		{"scenario", "work: [core, ip]", "work: [tests]", bad},
		{"scenario", "low_traffic: true", "low_traffic: yes", bad},
		{"scenario", "outside_windows: allow", "outside_windows: never", bad},
		{"scenario", "in_place: if-needed", "in_place: never", bad},
		{"scenario", "remove: demanded", "remove: covered", good},
		{"scenario", "remove: demanded", "remove: all", bad},
		{"scenario", "\nsoak_days: 14", "\nsoak_days: 3650", good},
		{"scenario", "\nsoak_days: 14", "\nsoak_days: 3651", bad},
		{"scenario", "hubs: first", "hubs: second", bad},
		{"scenario", "cluster: okefenokee", "cluster: the swamp", bad},
		{"scenario", "soak_days: 28", "soak_days: -1", bad},
		{"scenario", "sites: [nahunta]", "sites: []", bad},
		{"scenario", "sites: [nahunta]", "sites: [nahunta, nahunta]", bad},
		{"scenario", "by: 2028-03-31", "by: March", bad},
		{"scenario", "{sites: [nahunta], by: 2028-03-31, paths: working}", "[{sites: [nahunta], by: 2028-03-31}]", good},
		{"scenario", "{sites: [nahunta], by: 2028-03-31, paths: working}", "[]", good},
		{"scenario", "{sites: [nahunta], by: 2028-03-31, paths: working}", "[nahunta]", bad},
		{"scenario", "paths: working", "paths: all", bad},
		{"scenario", "other: 1}", "other: 0}", good},
		{"scenario", "other: 1}", "other: 1001}", bad},
		{"scenario", "other: 1}", "others: 1}", bad},
		{"scenario", "{military: 4}", "{military: 1000}", good},
		{"scenario", "{military: 4}", "{military: 0}", bad},
		{"scenario", "{military: 4}", `{"": 4}`, bad},
		{"scenario", "{military: 4}", "{military base: 4}", bad},
		{"scenario", "other_sensitive: 2", "other_sensitive: 0", bad},
		{"scenario", "unsupported: 2", "unsupported: 2.5", bad},
		{"scenario", "traffic: doublings", "traffic: linear", bad},

		{"catalog", "layer: radio", "layer: radios", bad},
		{"catalog", "typical: 34500.00", "typical: -1", bad},
		{"catalog", "typical: 34500.00", `typical: "034500.00"`, bad},
		{"catalog", "currency: USD", "currency: EUR", bad},
		{"catalog", "price_year: 2025", "price_year: 1989", bad},
		{"catalog", "price_year: 2026", "price_year: 2200", good},
		{"catalog", "verified: true", "verified: 1", bad},
		{"catalog", "confidence: high", "confidence: sure", bad},

		{"products", "roles: [baseband]\n", "roles: []\n", bad},
		{"products", "domains: [ran]\n", "domains: []\n", bad},
		{"products", "lead_days: 70", "lead_days: 3651", bad},
		{"products", "priority: 10", "priority: -1000000", good},
		{"products", "priority: 10", "priority: -1000001", bad},
		{"products", "method: overlay", "method: swap", bad},
		{"products", "days: 5", "days: -5", bad},
		{"products", "crews: {tower: 1}\n        items", "crews: {tower: 0}\n        items", bad},
		{"products", "crews: {tower: 1}\n        items", "crews: {tower: 1000}\n        items", good},
		{"products", "quantity: 1.5", "quantity: 0.001", good},
		{"products", "quantity: 1.5", `quantity: "0.0001"`, bad},
		{"products", "quantity: 1.5", "quantity: -1.5", bad},
		{"products", "per: package, tag", "per: site, tag", bad},
		{"products", "tag: disposal", "tag: waste", bad},
		{"products", "outage_hours: 2", "outage_hours: -2", bad},

		{"regime", "status: policy", "status: rumour", bad},
		{"regime", "subject: equipment", "subject: people", bad},
		{"regime", "demand: remove_by", "demand: cap_share", bad},
		{"regime", "vendors: [examplecom]", "vendors: [examplecom, examplecom]", bad},
		{"regime", "confidence: high", "confidence: very high", bad},
		{"regime", "relation: subsidiary", "relation: cousin", bad},
		{"regime", "pattern: '^EX", "pattern: 'EX", bad},
		{"regime", "on: model", "on: serial", bad},
		{"regime", "domains: [transport]", "domains: [sea]", bad},
	} {
		text := strings.Replace(examples[c.kind], c.old, c.new, 1)
		if text == examples[c.kind] {
			t.Errorf("%s: %q is not in the example", c.kind, c.old)
			continue
		}
		faults := faultsOf(t, c.kind, []byte(text))
		if (len(faults) == 0) != c.want {
			t.Errorf("%s with %q: loading says %v", c.kind, c.new, faults)
		}
		if err := schemas[c.kind].Validate(documents(t, c.kind, []byte(text))[0]); (err == nil) != c.want {
			t.Errorf("%s with %q: the schema says %v", c.kind, c.new, err)
		}
	}
}
