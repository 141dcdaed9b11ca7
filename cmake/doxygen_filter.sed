# What Doxygen reads in place of a header: the first comment becomes documentation of the file, its example is set in as Doxygen wants
# code, and the notes behind members become theirs. Run with sed -E.
1s~^/\*$~/** @file~
1s~^// ~/// @file\n/// ~
1,/^#/ {
  s~^//( |$)~///\1~
  s~^( \*|///)(   |     )([a-z])~\1    \2\3~
}
s~^( *[A-Za-z#}].*[;,({0-9A-Za-z_]) +/\* (.*\*/)$~\1 /**< \2~
s~^( *[A-Za-z#}].*[;,({0-9A-Za-z_]) +/\* ([^*]*)$~\1 /**< \2~
