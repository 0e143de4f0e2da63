package policy

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                "",
		"--":              "",
		"Huawei Tech. Co": "huawei tech co",
		"Ｚ Ｔ Ｅ":           "z t e",
		"Z.T.E. S.A.":     "zte sa", "A.B.cd.E": "ab cd e", "S.A. de C.V.": "sa de cv",
		"AT&T":                         "at t",
		"NETAŞ Ğüß":                    "netas gus",
		"O'Brien’s":                    "obriens",
		"华为Huawei技术":                   "华为 huawei 技术",
		"a\xff\xfeb":                   "a b",
		"soft\u00adhyphen\u200b\ufeff": "softhyphen",
	} {
		if got := strings.Join(fold(in), " "); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for i := range len(accents) {
		if c := accents[i]; c != '.' && (c < 'a' || c > 'z') {
			t.Errorf("accent %d is %q", i, c)
		}
	}
	if n := 0x180 - accentsFrom; len(accents) != n {
		t.Errorf("%d accents, want %d", len(accents), n)
	}
	rapid.Check(t, func(t *rapid.T) {
		once := strings.Join(fold(rapid.String().Draw(t, "text")), " ")
		if twice := strings.Join(fold(once), " "); twice != once {
			t.Fatalf("%q folds to %q", once, twice)
		}
	})
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		word, key string
		want      bool
	}{
		{"huawie", "huawei", true}, {"huaewi", "huawei", true}, {"hawei", "huawei", true}, {"huuawei", "huawei", true},
		{"huawei", "huawei", false}, {"hawaii", "huawei", false}, {"aawei", "huawei", false},
		{"zet", "zte", true}, {"tze", "zte", true}, {"ztt", "zte", false}, {"zt", "zte", false}, {"ate", "zte", false}, {"etz", "zte", false},
		{"daua", "dahua", true}, {"dahau", "dahua", true}, {"dawei", "dahua", false},
		{"hikvisoin", "hikvision", true}, {"hikvsoin", "hikvision", true}, {"hkvsin", "hikvision", false},
		{"中为", "华为", false},
	} {
		if got := near(c.word, c.key); got != c.want {
			t.Errorf("%q near %q: %v", c.word, c.key, got)
		}
	}
}

// TestDistance compares the bounded distance with the plain recursion.
func TestDistance(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abc")), 0, 7, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		most := rapid.IntRange(0, 4).Draw(t, "most")
		want := plainDistance(a, b)
		if got := distance(a, b, most); got != want && (got <= most || want <= most) {
			t.Fatalf("%q %q: %d, want %d", a, b, got, want)
		}
	})
}

func plainDistance(a, b string) int {
	if a == "" || b == "" {
		return len(a) + len(b)
	}
	i, j, cost := len(a)-1, len(b)-1, 1
	if a[i] == b[j] {
		cost = 0
	}
	d := min(plainDistance(a[:i], b)+1, plainDistance(a, b[:j])+1, plainDistance(a[:i], b[:j])+cost)
	if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
		d = min(d, plainDistance(a[:i-1], b[:j-1])+1)
	}
	return d
}

// TestDress dresses a vendor's own names in case, punctuation and legal forms: the vendor stays the same.
func TestDress(t *testing.T) {
	rules := builtin(t)
	var all []string
	owner := make(map[string]*Vendor)
	for _, v := range rules.Vendors() {
		for _, s := range append([]string{v.Name}, v.Aliases...) {
			all = append(all, s)
			owner[s] = v
		}
	}
	forms := []string{"", " Co.", ", Ltd.", " Inc", " Corporation", " Technologies", " (USA)", " GmbH", " S.A.", ".", " \t", " 有限公司", "\u200b"}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(all).Draw(t, "name")
		text := name
		switch rapid.IntRange(0, 3).Draw(t, "case") {
		case 1:
			text = strings.ToUpper(text)
		case 2:
			text = strings.ToLower(text)
		case 3:
			text = strings.ReplaceAll(text, " ", "  -")
		}
		for range rapid.IntRange(0, 3).Draw(t, "forms") {
			text += rapid.SampledFrom(forms).Draw(t, "form")
		}
		if m := rules.names.match(text); !m.decides() || m.hits[0].vendor != owner[name] {
			t.Fatalf("%q is %s %v", text, m.method, m.hits)
		}
	})
}

func TestUnmask(t *testing.T) {
	for in, want := range map[string]string{"Нuawei": "Huawei", "ΖΤΕ": "ZTE", "𝐙𝐓𝐄": "ZTE", "𝚉": "Z", "Ⓩⓣⓔ": "Zte", "plain": "plain", "Łódź 69": "Łódź 6g"} {
		got, changed := unmask(in)
		if got != want || changed != (in != want) {
			t.Errorf("%q: %q, %v", in, got, changed)
		}
	}
}

// TestBeginnings checks that looking only at patterns that can begin as a text does misses nothing.
func TestBeginnings(t *testing.T) {
	texts := []string{"A", "AB", "A ", "A1", "ABC", "BBU3910", "7", "78", "RTN 950", "华为", "A华", " A"}
	for _, pattern := range []string{"^BBU", "^(RTN|OSN)", "^[AB]C?", "^(ABC|ABD)", "^A|^B", "^(?i)a", "^AB?", "^A?B", "^A\\b", "^.", "^[^A]B", "^7[0-9]?\\b", "^A.$", "^华", "^RTN ?9"} {
		re, x := regexp.MustCompile(pattern), &beginIndex{}
		x.add(modelHit{family: &Family{Pattern: pattern}})
		for _, text := range texts {
			if re.MatchString(text) && len(x.at(text)) == 0 {
				t.Errorf("%q matches %q and is not tried", pattern, text)
			}
		}
	}
	for pattern, most := range map[string]int{"^BBU": 1, "^(RTN|OSN)": 2, "^A\\b": classes, "^[AB]C": 2} {
		if n := len(beginnings(pattern)); n == 0 || n > most {
			t.Errorf("%q has %d beginnings", pattern, n)
		}
	}
}
