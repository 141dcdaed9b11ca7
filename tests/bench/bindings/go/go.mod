module imprint.example/bench

go 1.19

require imprint.example/imprint v0.1.0

replace imprint.example/imprint => ../../../../bindings/go
