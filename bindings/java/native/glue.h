/* What raw.c and glue.c share: JNI, the border, and bytes on their way to Java. */
#ifndef IMPRINT_BINDINGS_JAVA_GLUE_H
#define IMPRINT_BINDINGS_JAVA_GLUE_H

#include <imprint/imprint.h>
#include <jni.h>
#include <stddef.h>
#include <stdint.h>

/* A byte[] of its own with a copy of the bytes; NULL of NULL, and with an OutOfMemoryError pending when Java has no
 * room. */
jbyteArray imprint_java_bytes(JNIEnv* env, const void* data, size_t size);

/* Around each call that works: the process does not end between the two. */
void imprint_java_begin(void);
void imprint_java_end(void);

#endif
