package queue

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// authority makes certificates for the recipe.
type authority struct {
	t    *testing.T
	dir  string
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) *authority {
	a := &authority{t: t, dir: t.TempDir()}
	template := &x509.Certificate{IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	a.cert, a.key = a.issue("ca", "authority", template)
	return a
}

func (a *authority) issue(file, name string, c *x509.Certificate) (*x509.Certificate, *ecdsa.PrivateKey) {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	c.SerialNumber, c.Subject = big.NewInt(time.Now().UnixNano()), pkix.Name{CommonName: name}
	c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	parent, signer := a.cert, a.key
	if parent == nil {
		parent, signer = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, signer)
	if err != nil {
		a.t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		a.t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{file + ".pem": {Type: "CERTIFICATE", Bytes: der}, file + "-key.pem": {Type: "EC PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(filepath.Join(a.dir, path), pem.EncodeToMemory(block), 0o600); err != nil {
			a.t.Fatal(err)
		}
	}
	got, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	return got, key
}

func (a *authority) leaf(file, name string) {
	a.issue(file, name, &x509.Certificate{
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	})
}

// freePorts are ports that nobody listens on.
func freePorts(t *testing.T, n int) []int {
	var out []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		out = append(out, l.Addr().(*net.TCPAddr).Port)
	}
	return out
}

// The configuration of the recipe, as it stands there, for three servers: its users can do what they must and no more, a batch is
// kept three times, and it goes on when a server is gone.
func TestRecipe(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "recipes", "nats.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, config, ok := strings.Cut(string(text), "```\nserver_name: n1")
	if !ok {
		t.Fatal("no configuration in the recipe")
	}
	config, _, _ = strings.Cut("server_name: n1"+config, "```")
	a := newAuthority(t)
	a.leaf("server", "server")
	a.leaf("operator", "riprep-operator")
	a.leaf("worker", "riprep-worker")
	a.leaf("stranger", "stranger")
	ports := freePorts(t, 6)
	var all []*server.Server
	var urls []string
	for i := range 3 {
		r := strings.NewReplacer(
			"server_name: n1", fmt.Sprintf("server_name: n%d", i+1),
			"0.0.0.0:4222", fmt.Sprintf("127.0.0.1:%d", ports[i]), "0.0.0.0:6222", fmt.Sprintf("127.0.0.1:%d", ports[3+i]),
			"n1.example.org:6222", fmt.Sprintf("127.0.0.1:%d", ports[3]), "n2.example.org:6222", fmt.Sprintf("127.0.0.1:%d", ports[4]), "n3.example.org:6222", fmt.Sprintf("127.0.0.1:%d", ports[5]),
			"/etc/nats", a.dir, "/var/lib/nats", t.TempDir(),
		)
		file := filepath.Join(t.TempDir(), "nats.conf")
		if err := os.WriteFile(file, []byte(r.Replace(config)), 0o600); err != nil {
			t.Fatal(err)
		}
		o, err := server.ProcessConfigFile(file)
		if err != nil {
			t.Fatal(err)
		}
		o.NoLog, o.NoSigs = true, true
		s, err := server.NewServer(o)
		if err != nil {
			t.Fatal(err)
		}
		s.Start()
		t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
		all = append(all, s)
		urls = append(urls, fmt.Sprintf("tls://127.0.0.1:%d", ports[i]))
	}
	for _, s := range all {
		if !s.ReadyForConnections(20 * time.Second) {
			t.Fatal("a server does not come up")
		}
	}
	for deadline := time.Now().Add(30 * time.Second); !all[0].JetStreamIsCurrent() || !all[1].JetStreamIsCurrent() || !all[2].JetStreamIsCurrent(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the cluster does not come together")
		}
	}
	as := func(who string) Server {
		return Server{URL: strings.Join(urls, ","), CA: filepath.Join(a.dir, "ca.pem"), Cert: filepath.Join(a.dir, who+".pem"), Key: filepath.Join(a.dir, who+"-key.pem")}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	known := func(who string) *Conn {
		c, err := Connect(ctx, as(who), who, nil)
		if err != nil {
			t.Fatalf("%s: %v", who, err)
		}
		t.Cleanup(c.Close)
		c.AckWait, c.Backoff, c.poll = testAckWait, testBackoff, 20*time.Millisecond
		return c
	}
	if _, err := Connect(ctx, as("stranger"), "stranger", nil); !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("a stranger: %v", err)
	}
	if _, err := Connect(ctx, Server{URL: strings.ReplaceAll(urls[0], "tls://", "nats://"), CA: filepath.Join(a.dir, "ca.pem")}, "nobody", nil); err == nil {
		t.Error("nobody comes in without a certificate")
	}
	operator, worker := known("operator"), known("worker")
	units, load := unitsOf(append(numbered("op", 20), "poison-1")...)
	if _, err := operator.Submit(ctx, "night", units, SubmitOptions{Load: load, Replicas: 3}); err != nil {
		t.Fatal(err)
	}
	if err := known("worker").Remove(ctx, "night"); !errors.Is(err, ErrDenied) {
		t.Errorf("a worker removes a batch: %v", err)
	}
	all[2].Shutdown()
	all[2].WaitForShutdown()
	if err := working(ctx, worker, "night", WorkOptions{Do: doing(""), Slots: 2, UntilEmpty: true}); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, operator, "night", newHome(t), true); got.Fetched != 21 || len(got.Dead) != 1 {
		t.Errorf("collected %+v", got)
	}
}
