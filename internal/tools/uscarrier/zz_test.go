package main
import ("testing";"context";"fmt";"time";"github.com/riprep/riprep/internal/strict";"github.com/riprep/riprep/pkg/planner")
func TestZZ(t *testing.T){
 var r strict.Reader
 in:=planner.Load(&r,"../../../testdata/us-carrier",nil)
 if err:=r.Faults().Err();err!=nil{t.Fatal(err)}
 c,err:=planner.NewCase(in)
 if err!=nil{t.Fatal(err)}
 dom:=map[string]int{}; min:=map[string]int64{}
 for _,p:=range c.Packages{ dom[p.Domain]++; m:=int64(1<<60); for _,o:=range p.Options{ if int64(o.Totals.Cost)<m {m=int64(o.Totals.Cost)}}; min[p.Domain]+=m/100 }
 fmt.Println(len(c.Packages),dom,min)
 ctx,cancel:=context.WithTimeout(context.Background(),100*time.Second); defer cancel()
 p,err:=c.Plan(ctx,planner.Options{})
 if err!=nil{fmt.Printf("%.3000s\n",err.Error())}
 if p!=nil { for _,o:=range p.Objectives{ g,_:=o.Gap(); fmt.Println(o.Name,o.Value,*o.Bound,g)}; fmt.Printf("%+v\n%+v\n",p.Baseline,p.Totals)
 for i,x:=range p.Periods { if i%6==0 {fmt.Printf("%.300s\n",fmt.Sprintf("%+v",x))}} }
}
