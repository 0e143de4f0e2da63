package policy

import "strings"

const (
	hw = "Huawei Technologies"
	zt = "ZTE"
)

// verdicts are names and models as inventories have them, with the verdict expected. No line may be made to pass by
// turning a name that only resembles one into covered.
var verdicts = func() (list []verdictCase) {
	add := func(want Verdict, m Method, by string, names ...string) {
		for _, n := range names {
			list = append(list, verdictCase{vendor: n, want: want, method: m, by: by})
		}
	}
	// The name, in any case and width, is exact.
	add(Covered, ByExact, hw, "Huawei", "huawei", "HUAWEI", " Huawei ", "Ｈｕａｗｅｉ", "Hua\u200bwei", "Huáwèi", "huawei.", "*HUAWEI*", "«Huawei»", "H.U.A.W.E.I.")
	add(Covered, ByExact, zt, "ZTE", "zte", "Zte", "ＺＴＥ", "ZTE.", "\"ZTE\"", "Z.T.E.")
	// Legal forms, places, other scripts, punctuation.
	add(Covered, ByAlias, hw, "HUAWEI TECH. CO", "Huawei Technologies Co., Ltd.", "Huawei Technologies Company", "Huawei Technologies USA, Inc.",
		"HUAWEI TECHNOLOGIES (USA)", "Huawei Tech. Deutschland GmbH", "Huawei Technologies de Mexico, S.A. de C.V.", "Huawei Corp", "huawei, inc", "Huawei/Huawei Technologies",
		"华为", "华为技术有限公司", "華為", "华为技术", "华为 (Huawei)", "Huawei 华为", "Huawei华为", "深圳华为技术有限公司", "Hua wei", "h u a w e i", "HUA-WEI", "Хуавэй", "ファーウェイ", "화웨이")
	add(Covered, ByAlias, zt, "ZTE Corporation", "ZTE Corp.", "ZTE USA, Inc.", "ZTE (TX) Inc", "ZTE (USA)", "z t e", "Z.T.E. S.A.", "ZTE  Corporation\t", "Zhongxing", "中兴", "中兴通讯", "中兴通讯股份有限公司", "ZTE Technology", "ZTE Deutschland GmbH", "Zhong Xing Telecommunication Equipment Company Limited")
	// Affiliates and brands.
	add(Covered, ByAffiliate, hw, "HiSilicon", "HiSilicon Technologies Co., Ltd", "Hi-Silicon", "海思", "Futurewei", "Futurewei Technologies Inc.", "Huawei Device", "Huawei Device USA Inc.", "Huawei Digital Power", "Huawei Investment & Holding Co., Ltd.", "Caliopa", "HexaTier", "Amartus", "HiSilicon (Huawei)", "Huawei Cloud")
	add(Covered, ByAffiliate, zt, "Zhongxingxin", "Nubia", "Nubia Technology", "ZTEsoft", "ZTEsoft Technology Co", "Zonergy")
	add(Covered, ByBrand, hw, "Quidway", "OptiX", "SmartAX", "CloudEngine", "OptiXstar")
	add(Covered, ByBrand, zt, "ZXSDR", "ZXR10", "ZXA10", "zxhn")
	add(Unknown, ByAffiliate, hw, "Huawei Symantec", "HUAWEI-SYMANTEC", "Huawei Symantec Technologies Co., Ltd.", "华为赛门铁克")
	// Affiliations that are believed with less than high confidence propose.
	add(Unknown, ByAffiliate, zt, "Kangxun", "ZTE Kangxun Telecom Co", "NETAŞ", "Netas")
	// Vendor identifiers of optical terminals, as an OLT's export has them.
	add(Unknown, ByBrand, hw, "HWTC", "hwtc")
	add(Unknown, ByBrand, zt, "ZTEG")
	add(NotCovered, Unlisted, "", "HTC", "HWT", "HTCC")
	// Slips of the pen, parts of words, other words beside the name: a candidate, never a verdict.
	add(Unknown, ByNear, hw, "Huawie", "Huwaei", "Hauwei", "Huaweii", "Hwawei", "HUAWAI Tech", "Futurewai", "Hisillicon", "Haiwei", "HUAWE1")
	add(Unknown, ByNear, zt, "ZET", "TZE Corp", "Zhongxin")
	add(Unknown, ByContains, hw, "HuaweiTechnologies", "nothuawei", "Huawei-compatible", "Nokia / Huawei", "Huawei or Ericsson", "ex Huawei", "unknown (Huawei?)", "Honor Magic", "Huawei\x00\x00x9")
	add(Unknown, ByContains, zt, "Zte-like", "ZTE-style", "like ZTE", "ZTECorp", "ZTE/Nokia", "ZTE compatible")
	// Letters of other scripts and digits that look like a name.
	add(Unknown, ByLookalike, hw, "Нuawei", "НUАWЕI", "Huаwei", "Hu4wei", "Ηuawei", "𝐇𝐮𝐚𝐰𝐞𝐢", "Ⓗⓤⓐⓦⓔⓘ")
	add(Unknown, ByLookalike, zt, "ΖΤΕ", "ZТЕ", "2TE", "ZT3")
	// No maker stated, or none that can be read.
	add(Unknown, Unstated, "", "", "  ", "unknown", "Unknown", "N/A", "n.a.", "-", "?", "???", "TBD", "white-label", "White Label", "no name", "generic", "OEM", "various", "null", "\x1b\x1b", strings.Repeat("Huawei ", 1000), strings.Repeat("A", 1<<20), strings.Repeat("\x1b[31m", 100000))
	// Names kept apart.
	add(NotCovered, Apart, "H3C", "H3C", "H3C Technologies Co., Limited", "New H3C", "Huawei-3Com", "Huawei 3Com Co., Ltd", "新华三")
	add(NotCovered, Apart, "3Com", "3Com", "3COM Corporation")
	add(NotCovered, Apart, "HMN Tech", "HMN Tech", "HMN Technologies Co., Limited", "HMN")
	// Makers that no rule names, known and not known.
	add(NotCovered, ByExact, "Nokia", "Nokia", "NOKIA")
	add(NotCovered, ByAlias, "Nokia", "Nokia Solutions and Networks", "Alcatel-Lucent", "Nokia Corp", "Nokia Shanghai Bell")
	add(NotCovered, ByExact, "Ericsson", "Ericsson")
	add(NotCovered, ByAlias, "Ericsson", "Telefonaktiebolaget LM Ericsson", "Ericsson Inc.", "Ericsson AB")
	add(NotCovered, ByExact, "Cisco", "Cisco", "cisco")
	add(NotCovered, ByAlias, "Cisco", "Cisco Systems, Inc.")
	add(NotCovered, ByExact, "Juniper", "Juniper")
	add(NotCovered, ByExact, "Baicells", "Baicells")
	add(NotCovered, ByAlias, "Baicells", "Baicells Technologies")
	add(NotCovered, ByExact, "Hytera Communications", "Hytera Communications") // the programme does not name it
	add(NotCovered, ByExact, "Hytera Communications", "Hytera")
	add(NotCovered, ByExact, "China Mobile International USA", "China Mobile")
	add(NotCovered, Unlisted, "", "Ubiquiti", "MikroTik", "Aztec", "Aztech Labs", "Hawaii Telecom Supply", "ZTT", "Zebra", "ATE", "AT&T", "TE Connectivity", "Acme Radio Works", "Wei", "Huber+Suhner", "Hughes", "Commscope", "Westell", "Zyxel", "Harmonic", "Sumitomo", "Corning", "Tellabs", "Ростелеком", "Tech Group", "A10 Networks", "5G Inc", "Ericson", "Nokai")

	return append(list, modelVerdicts...)
}()

var modelVerdicts = []verdictCase{
	// Models do not decide; they propose a maker where none is stated.
	{vendor: "", model: "BBU3910", want: Unknown, method: ByModel, by: hw},
	{vendor: "unknown", model: "BBU 5900", want: Unknown, method: ByModel, by: hw},
	{vendor: "white label", model: "DBS3900", want: Unknown, method: ByModel, by: hw},
	{vendor: "?", model: "RRU3908", want: Unknown, method: ByModel, by: hw},
	{vendor: "", model: "Huawei BBU3910", want: Covered, method: BySigns, by: hw},
	{vendor: "", model: "OptiX RTN 950A", want: Covered, method: BySigns, by: hw},
	{vendor: "", model: "SmartAX MA5608T", want: Covered, method: BySigns, by: hw},
	{vendor: "", model: "ATN910C-B", want: Unknown, method: ByModel, by: hw},
	{vendor: "", model: "NE40E-X8", want: Unknown, method: ByModel, by: hw},
	{vendor: "", model: "S5720-28X", want: Unknown, method: ByModel, by: hw},
	{vendor: "", model: "USN9810", want: Unknown, method: ByModel, by: hw},
	{vendor: "", model: "UMG8900", want: Unknown, method: ByModel, by: hw},
	{vendor: "", model: "HG8245H", want: Unknown, method: ByModel, by: hw},
	{vendor: "", model: "CE6800", want: Unknown, method: ByModel, by: hw},
	{vendor: "", model: "ZXSDR B8200", want: Covered, method: BySigns, by: zt},
	{vendor: "none", model: "ZXSDR R8882", want: Covered, method: BySigns, by: zt},
	{vendor: "", model: "ZXR10 5950", want: Covered, method: BySigns, by: zt},
	{vendor: "", model: "ZXA10 C300", want: Covered, method: BySigns, by: zt},
	{vendor: "", model: "C320", want: Unknown, method: ByModel, by: zt},
	{vendor: "", model: "NetNumen U31", want: Unknown, method: ByModel, by: zt},
	{vendor: "", model: "AirScale ABIA", want: Unknown, method: ByModel, by: "Nokia"},
	{vendor: "", model: "MINI-LINK 6352", want: Unknown, method: ByModel, by: "Ericsson"},
	{vendor: "", model: "whatever 9000", want: Unknown, method: Unstated, by: ""},
	{vendor: "", model: strings.Repeat("BBU3910 ", 1<<16), want: Unknown, method: Unstated, by: ""},
	// The maker's own models agree with it.
	{vendor: "Huawei", model: "BBU3910", want: Covered, method: ByExact, by: hw},
	{vendor: "Huawei", model: "S5720", want: Covered, method: ByExact, by: hw},
	{vendor: "ZTE", model: "ZXSDR B8200", want: Covered, method: ByExact, by: zt},
	{vendor: "Huawei", model: "no such model", want: Covered, method: ByExact, by: hw},
	{vendor: "Nokia", model: "7705 SAR-8", want: NotCovered, method: ByExact, by: "Nokia"},
	{vendor: "Ericsson", model: "Baseband 6630", want: NotCovered, method: ByExact, by: "Ericsson"},
	// A model that is another maker's.
	{vendor: "Nokia", model: "BBU3910", want: Unknown, method: ByModel, by: hw},
	{vendor: "Ericsson", model: "ZXSDR B8200", want: Unknown, method: ByModel, by: zt},
	{vendor: "Acme", model: "RTN 950", want: Unknown, method: ByModel, by: hw},
	{vendor: "FS", model: "Huawei-compatible SFP+", want: NotCovered, method: Unlisted, by: ""},
	{vendor: "", model: "Huawei compatible SFP", want: Unknown, method: ByModel, by: hw},
	{vendor: "H3C", model: "BBU3910", want: Unknown, method: ByModel, by: hw},
	{vendor: "Huawei", model: "AirScale", want: Unknown, method: ByModel, by: hw},
	{vendor: "ZTE", model: "MINI-LINK", want: Unknown, method: ByModel, by: zt},
	{vendor: "Huawei", model: "ZXSDR B8200", want: Covered, method: ByExact, by: hw}, // covered either way
	// Names that several makers use contradict nobody.
	{vendor: "H3C", model: "S5700", want: NotCovered, method: Apart, by: "H3C"},
	{vendor: "Cisco", model: "C300", want: NotCovered, method: ByExact, by: "Cisco"},
	{vendor: "Acme", model: "M2000", want: NotCovered, method: Unlisted, by: ""},
	{vendor: "Ericsson", model: "R6672", want: NotCovered, method: ByExact, by: "Ericsson"},
	// Sold: the date of acquisition decides.
	{vendor: "Honor", want: Unknown, method: ByBrand, by: hw},
	{vendor: "Honor", acquired: "2019-03-01", want: Covered, method: ByBrand, by: hw},
	{vendor: "Honor", acquired: "2020-11-30", want: Covered, method: ByBrand, by: hw},
	{vendor: "Honor", acquired: "2020-12-01", want: NotCovered, method: ByBrand, by: hw},
	{vendor: "Honor Device Co., Ltd.", acquired: "2023-01-01", want: NotCovered, method: ByBrand, by: hw},
	{vendor: "Huawei Honor", acquired: "2018-01-01", want: Covered, method: ByBrand, by: hw},
	{vendor: "Huawei Marine Networks", want: Unknown, method: ByAffiliate, by: hw},
	{vendor: "Huawei Marine", acquired: "2018-01-01", want: Covered, method: ByAffiliate, by: hw},
	{vendor: "Huawei Marine", acquired: "2022-01-01", want: NotCovered, method: ByAffiliate, by: hw},
	// Parts.
	{vendor: "American Camera Co", part: "HiSilicon/Hi3516/chipset", want: Unknown, method: ByPart, by: hw},
	{vendor: "Cisco", part: "HiSilicon/SD5116/soc", want: Unknown, method: ByPart, by: hw},
	{vendor: "Cisco", part: "Huawei/ME909/module", want: Covered, method: ByPart, by: hw},
	{vendor: "Cisco", part: "ZTE/MF206/modem", want: Covered, method: ByPart, by: zt},
	{vendor: "Nokia", part: "Huawei Technologies Co/UBBP/board", want: Covered, method: ByPart, by: hw},
	{vendor: "Nokia", part: "Huawei/RRU3908/radio", want: Covered, method: ByPart, by: hw},
	{vendor: "Nokia", part: "Huawei/thing/", want: Unknown, method: ByPart, by: hw},
	{vendor: "Nokia", part: "Huawei/thing/gizmo", want: Unknown, method: ByPart, by: hw},
	{vendor: "Nokia", part: "Huawie/x/board", want: Unknown, method: ByPart, by: hw},
	{vendor: "Nokia", part: "unknown/x/board", want: Unknown, method: ByPart, by: ""},
	{vendor: "Nokia", part: "unknown/x/chipset", want: NotCovered, method: ByExact, by: "Nokia"},
	{vendor: "Nokia", part: "/x/board", want: NotCovered, method: ByExact, by: "Nokia"},
	{vendor: "Nokia", part: "/RRU3908/radio", want: Unknown, method: ByModel, by: hw},
	{vendor: "Nokia", part: "Broadcom/BCM88470/chipset", want: NotCovered, method: ByExact, by: "Nokia"},
	{vendor: "Nokia", part: "Huawei/AND4516/antenna", want: Unknown, method: ByPart, by: hw},
	{vendor: "Huawei", part: "Broadcom/BCM88470/chipset", want: Covered, method: ByExact, by: hw},
	{vendor: "unknown", part: "Huawei/ME909/module", want: Covered, method: ByPart, by: hw},
	{vendor: "H3C", part: "HiSilicon/SD5116/chipset", want: Unknown, method: ByPart, by: hw},
	// Roles that the definition leaves open.
	{vendor: "Huawei", role: "antenna", want: Unknown, method: ByExact, by: hw},
	{vendor: "Huawei", role: "antenna", model: "AAU5613", want: Covered, method: ByExact, by: hw},
	{vendor: "Huawei Digital Power", role: "power", model: "ETP48200", want: Unknown, method: ByAffiliate, by: hw},
	{vendor: "ZTE", role: "cabinet", want: Unknown, method: ByExact, by: zt},
	{vendor: "ZTE", role: "cpe", model: "ZXHN H298Q", want: Covered, method: ByExact, by: zt},
	{vendor: "Kathrein", role: "antenna", want: NotCovered, method: Unlisted, by: ""},
	// The Covered List: qualified, services, categories, dates.
	{vendor: "Huawei", regime: "fcc-covered-list", want: Covered, method: ByExact, by: hw},
	{vendor: "Hytera", regime: "fcc-covered-list", want: Unknown, method: ByExact, by: "Hytera Communications"},
	{vendor: "Sepura", regime: "fcc-covered-list", want: Unknown, method: ByAffiliate, by: "Hytera Communications"},
	{vendor: "Norsat", regime: "fcc-covered-list", want: Unknown, method: ByAffiliate, by: "Hytera Communications"},
	{vendor: "Hikvision", regime: "fcc-covered-list", want: Unknown, method: ByExact, by: "Hangzhou Hikvision"},
	{vendor: "Hangzhou Hikvision Digital Technology Co., Ltd.", regime: "fcc-covered-list", want: Unknown, method: ByAlias, by: "Hangzhou Hikvision"},
	{vendor: "海康威视", regime: "fcc-covered-list", want: Unknown, method: ByAlias, by: "Hangzhou Hikvision"},
	{vendor: "Annke", regime: "fcc-covered-list", want: Unknown, method: ByOEM, by: "Hangzhou Hikvision"},
	{vendor: "Annke", want: NotCovered, method: ByOEM, by: "Hangzhou Hikvision"},
	{vendor: "Dahua", regime: "fcc-covered-list", want: Unknown, method: ByExact, by: "Dahua Technology"},
	{vendor: "Lorex", acquired: "2023-05-01", regime: "fcc-covered-list", want: NotCovered, method: ByAffiliate, by: "Dahua Technology"},
	{vendor: "Lorex", acquired: "2021-05-01", regime: "fcc-covered-list", want: Unknown, method: ByAffiliate, by: "Dahua Technology"},
	{vendor: "Kaspersky Lab", role: "firewall", regime: "fcc-covered-list", want: Covered, method: ByExact, by: "Kaspersky Lab"},
	{vendor: "China Mobile", regime: "fcc-covered-list", want: NotCovered, method: ByExact, by: "China Mobile International USA"},
	{vendor: "China Telecom (Americas) Corp", regime: "fcc-covered-list", want: NotCovered, method: ByAlias, by: "China Telecom (Americas)"},
	{vendor: "DJI", regime: "fcc-covered-list", want: Covered, method: ByExact, by: "DJI"},
	{vendor: "DJI", regime: "fcc-covered-list", asOf: "2025-12-21", want: NotCovered, method: ByExact, by: "DJI"},
	{vendor: "TP-Link", role: "cpe", regime: "fcc-covered-list", want: NotCovered, method: Unlisted, by: ""},
	{vendor: "Cisco", role: "router", model: "NCS 540", regime: "fcc-covered-list", want: NotCovered, method: ByExact, by: "Cisco"}, // carrier-grade, made abroad
	{vendor: "Huawei", asOf: "2021-03-11", want: NotCovered, method: ByExact, by: hw},
	{vendor: "Huawei", asOf: "2021-03-12", want: Covered, method: ByExact, by: hw},
	{vendor: "", asOf: "2021-03-11", want: NotCovered, method: Unstated, by: ""},
}
