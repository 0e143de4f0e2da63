package synth

// Vendor names as the models below have them.
const (
	Huawei = "Huawei"
	ZTE    = "ZTE"
)

// family is the models that a vendor has for a purpose: a role, or "cell-site" for the router at the foot of a tower.
// The names are families as vendors publish them; which of them stands where is this package's choice.
type family struct {
	vendor, purpose string
	models          []string
}

var families = []family{
	{Huawei, "baseband", []string{"BBU3910", "BBU3900", "BBU5900"}},
	{Huawei, "radio", []string{"RRU5904", "RRU3908", "RRU3953"}},
	{Huawei, "cell-site", []string{"ATN 910C", "ATN 950"}},
	{Huawei, "router", []string{"NE40E", "NE20E"}},
	{Huawei, "optical", []string{"OptiX OSN 1800", "OptiX OSN 6800", "OptiX OSN 8800"}},
	{Huawei, "microwave", []string{"OptiX RTN 950", "OptiX RTN 905", "OptiX RTN 980"}},
	{Huawei, "packet-core", []string{"UGW9811"}},
	{Huawei, "voice-core", []string{"MSOFTX3000"}},
	{Huawei, "subscriber-data", []string{"HSS9860"}},
	{Huawei, "policy", []string{"UPCC"}},
	{Huawei, "management", []string{"U2000"}},

	{ZTE, "baseband", []string{"ZXSDR B8200", "ZXSDR B8300"}},
	{ZTE, "radio", []string{"ZXSDR R8862A", "ZXSDR R8882"}},
	{ZTE, "cell-site", []string{"ZXCTN 6180", "ZXCTN 6150"}},
	{ZTE, "router", []string{"ZXCTN 6300", "ZXR10 M6000"}},
	{ZTE, "optical", []string{"ZXMP M820", "ZXMP M920"}},
	{ZTE, "microwave", []string{"NR8250", "NR8120"}},
	{ZTE, "packet-core", []string{"ZXUN xGW"}},
	{ZTE, "voice-core", []string{"ZXUN iCX"}},
	{ZTE, "subscriber-data", []string{"ZXUN USPP"}},
	{ZTE, "policy", []string{"ZXUN RCP"}},
	{ZTE, "management", []string{"NetNumen U31"}},

	{"Ericsson", "baseband", []string{"Baseband 6630", "Baseband 5216"}},
	{"Ericsson", "radio", []string{"Radio 2217", "Radio 4449"}},
	{"Ericsson", "cell-site", []string{"Router 6672"}},
	{"Ericsson", "router", []string{"Router 6675"}},
	{"Ericsson", "microwave", []string{"MINI-LINK"}},

	{"Nokia", "baseband", []string{"AirScale ASIA", "AirScale ABIA"}},
	{"Nokia", "radio", []string{"AirScale RRH"}},
	{"Nokia", "cell-site", []string{"7705 SAR"}},
	{"Nokia", "router", []string{"7250 IXR", "7750 SR"}},
	{"Nokia", "optical", []string{"1830 PSS"}},
	{"Nokia", "microwave", []string{"Wavence"}},

	{"Cisco", "router", []string{"NCS 540", "ASR 903"}},
	{"Ciena", "optical", []string{"6500"}},
	{"Ceragon", "microwave", []string{"IP-20", "IP-50"}},
	{"Aviat", "microwave", []string{"CTR 8540", "WTM 4100"}},
}

// Covered reports whether the vendor is one of the two whose gear the sample operators have to replace.
func Covered(vendor string) bool { return vendor == Huawei || vendor == ZTE }

// Model returns a model of the vendor for the purpose, "" where it is not known to make any; pick chooses among several.
func Model(vendor, purpose string, pick uint64) string {
	for i := range families {
		if f := &families[i]; f.vendor == vendor && f.purpose == purpose {
			return f.models[pick%uint64(len(f.models))]
		}
	}
	return ""
}

// Trusted returns a vendor outside the covered ones for the purpose; equal cluster numbers give the same vendor.
func Trusted(purpose string, cluster int) string {
	var of []string
	for i := range families {
		if f := &families[i]; f.purpose == purpose && !Covered(f.vendor) {
			of = append(of, f.vendor)
		}
	}
	if len(of) == 0 {
		return "unknown"
	}
	return of[uint(cluster)%uint(len(of))]
}
