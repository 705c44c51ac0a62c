package sshd

import (
	"math"
	"reflect"
	"testing"
	"time"
)

func TestLimits(t *testing.T) {
	if got, want := (Limits{}).complete(), DefaultLimits(); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	// Every field is bounded: none is forgotten in complete.
	unbounded := reflect.New(reflect.TypeFor[Limits]()).Elem()
	for i := range unbounded.NumField() {
		unbounded.Field(i).SetInt(-1)
	}
	all := reflect.ValueOf(unbounded.Interface().(Limits).complete())
	for i := range all.NumField() {
		if v := all.Field(i).Int(); v < math.MaxInt32 {
			t.Errorf("%s is %d where nothing bounds it", all.Type().Field(i).Name, v)
		}
	}
	set := Limits{Sessions: 3, Idle: time.Minute, Memory: 7}.complete()
	if set.Sessions != 3 || set.Idle != time.Minute || set.Memory != 7 || set.Width != 500 {
		t.Errorf("%+v", set)
	}
}
