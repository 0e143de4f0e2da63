package queue

import (
	"errors"
	"strings"
	"testing"
)

func TestServerCheck(t *testing.T) {
	for _, c := range []struct {
		server Server
		want   string // of the error; "" for none
	}{
		{Server{URL: "nats://127.0.0.1:4222"}, ""},
		{Server{URL: "127.9.9.9:4222"}, ""},
		{Server{URL: "nats://[::1]:4222"}, ""},
		{Server{URL: "nats://[::ffff:127.0.0.1]:4222"}, ""},
		{Server{URL: "nats://u:secret@127.0.0.1:4222"}, ""},
		{Server{URL: ""}, "no URL"},
		{Server{URL: "http://127.0.0.1"}, `scheme "http"`},
		{Server{URL: "nats://"}, "without a host"},
		{Server{URL: "nats://queue.example.org:4222"}, "are required"},
		{Server{URL: "tls://queue.example.org:4222"}, "are required"},
		{Server{URL: "nats://10.0.0.7:4222"}, "are required"},
		{Server{URL: "nats://0.0.0.0:4222"}, "are required"},
		{Server{URL: "nats://127.0.0.1:4222,nats://10.0.0.7:4222"}, "are required"},
		{Server{URL: "nats://127.0.0.1.example.org:4222"}, "are required"},
		{Server{URL: "nats://localhost.example.org:4222"}, "are required"},
		{Server{URL: "nats://10.0.0.7:4222", TokenFile: "token"}, ""},
		{Server{URL: "nats://10.0.0.7:4222", Creds: "creds"}, ""},
		{Server{URL: "nats://10.0.0.7:4222", NKey: "seed"}, ""},
		{Server{URL: "nats://10.0.0.7:4222", Cert: "c", Key: "k"}, ""},
		{Server{URL: "nats://10.0.0.7:4222", Cert: "c"}, "given together"},
		{Server{URL: "nats://u:secret@10.0.0.7:4222", TokenFile: "token"}, "a secret in the URL"},
		{Server{URL: "nats://secret@10.0.0.7:4222", TokenFile: "token"}, "a secret in the URL"},
		{Server{URL: "nats://u:secret@10.0.0.7:bad", TokenFile: "token"}, "cannot be read"},
	} {
		err := c.server.Check()
		if c.want == "" && err != nil {
			t.Errorf("%v: %v", c.server, err)
		}
		if c.want != "" && (!errors.Is(err, ErrServer) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%v: %v, want %s", c.server, err, c.want)
		}
		if said := c.server.String(); strings.Contains(said, "secret") || err != nil && strings.Contains(strings.ReplaceAll(err.Error(), "a secret in", ""), "secret") {
			t.Errorf("a secret is shown: %s, %v", said, err)
		}
	}
}
