package kml

import (
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

func TestMain(m *testing.M) { trials.Main(m) }
