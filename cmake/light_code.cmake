# What parses words and compares answers is not where time goes when it runs, but it is where time goes when it is built: at -O3
# a third of a build went into the command line, another third into tests. Such code is optimised for the compiler's time.
set(imprint_light_options $<$<AND:$<CONFIG:Release>,$<COMPILE_LANGUAGE:CXX>>:-O1>)
