module imprint.example/imprint

go 1.19
