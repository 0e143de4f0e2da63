package cli_test

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestQueueScript runs scripts beside a real server of a queue, each with one of its own: $NATS is its address.
func TestQueueScript(t *testing.T) {
	data, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "queue"),
		RequireExplicitExec: true,
		Cmds:                map[string]func(ts *testscript.TestScript, neg bool, args []string){"code": code},
		Setup: func(env *testscript.Env) error {
			store := filepath.Join(env.WorkDir, ".store")
			if err := os.Mkdir(store, 0o700); err != nil {
				return err
			}
			s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: store, NoLog: true, NoSigs: true})
			if err != nil {
				return err
			}
			s.Start()
			env.Defer(func() { s.Shutdown(); s.WaitForShutdown() })
			if !s.ReadyForConnections(20 * time.Second) {
				return fmt.Errorf("the server does not come up")
			}
			env.Setenv("NATS", fmt.Sprintf("nats://127.0.0.1:%d", s.Addr().(*net.TCPAddr).Port))
			env.Setenv("DATA", data)
			env.Setenv("GORACE", "atexit_sleep_ms=0")
			return nil
		},
	})
}
