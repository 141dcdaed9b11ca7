/* Memory that the border is given, and its callbacks on their way into Java. Everything that can be is done in Java:
 * Arena, Callbacks. */
#define _POSIX_C_SOURCE 200809L
#include "glue.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static JavaVM* machine;
static jclass callbacks;
static jmethodID progress_method;
static jmethodID event_method;
static jmethodID exchange_method;

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* vm, void* reserved) {
  (void)reserved;
  JNIEnv* env = NULL;
  if ((*vm)->GetEnv(vm, (void**)&env, JNI_VERSION_1_8) != JNI_OK) return JNI_ERR;
  jclass found = (*env)->FindClass(env, "imprint/Callbacks");
  if (found == NULL) return JNI_ERR;
  callbacks = (jclass)(*env)->NewGlobalRef(env, found);
  progress_method = (*env)->GetStaticMethodID(env, found, "progress", "(JD)I");
  event_method = (*env)->GetStaticMethodID(env, found, "event", "(JLjava/lang/String;IJ[B)V");
  exchange_method = (*env)->GetStaticMethodID(env, found, "exchange", "(JZ[BJ)[B");
  machine = vm;
  return callbacks != NULL && progress_method != NULL && event_method != NULL && exchange_method != NULL
             ? JNI_VERSION_1_8
             : JNI_ERR;
}

/* ---- The end of the process: it takes down the libraries that calls of daemon threads may be working with ---- */

static atomic_int working; /* calls, but for those that are in a callback */
static atomic_int ending;

void imprint_java_begin(void) {
  atomic_fetch_add(&working, 1);
  if (!atomic_load(&ending)) return;
  atomic_fetch_sub(&working, 1);
  for (;;) pause(); /* this thread has nothing to come back to */
}

void imprint_java_end(void) { atomic_fetch_sub(&working, 1); }

/* Waits for calls, 10 s at most; those that would begin now, or go on behind a callback, stay where they are. */
static void end_calls(void) {
  const struct timespec a_while = {0, 2000000};
  atomic_store(&ending, 1);
  for (int i = 0; i < 5000 && atomic_load(&working) > 0; ++i) nanosleep(&a_while, NULL);
}

/* Called by a shutdown hook, so that it is run before what the libraries have registered at their first use. */
JNIEXPORT void JNICALL Java_imprint_Glue_endCallsAtExit(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  atexit(end_calls);
}

/* ---- Memory ---- */

static void throw_named(JNIEnv* env, const char* name, const char* message) {
  jclass type = (*env)->FindClass(env, name);
  if (type != NULL) (*env)->ThrowNew(env, type, message);
}

jbyteArray imprint_java_bytes(JNIEnv* env, const void* data, size_t size) {
  if (data == NULL) return NULL;
  if (size > 0x7FFFFFF0u) {
    throw_named(env, "java/lang/OutOfMemoryError", "the answer is larger than an array can be");
    return NULL;
  }
  jbyteArray out = (*env)->NewByteArray(env, (jsize)size);
  if (out != NULL) (*env)->SetByteArrayRegion(env, out, 0, (jsize)size, (const jbyte*)data);
  return out;
}

/* Zeroed memory as a direct buffer; it lives until release() of its address. */
JNIEXPORT jobject JNICALL Java_imprint_Glue_allocate(JNIEnv* env, jclass type, jint size) {
  (void)type;
  void* memory = calloc(1, (size_t)size);
  jobject out = memory == NULL ? NULL : (*env)->NewDirectByteBuffer(env, memory, size);
  if (memory == NULL) throw_named(env, "java/lang/OutOfMemoryError", "no memory for what a call is given");
  if (out == NULL) free(memory);
  return out;
}

JNIEXPORT jlong JNICALL Java_imprint_Glue_address(JNIEnv* env, jclass type, jobject buffer) {
  (void)type;
  return (jlong)(intptr_t)(*env)->GetDirectBufferAddress(env, buffer);
}

/* Frees memory of allocate(); the first `wiped` bytes, which may hold a secret, are overwritten before. */
JNIEXPORT void JNICALL Java_imprint_Glue_release(JNIEnv* env, jclass type, jlong address, jlong wiped) {
  (void)env;
  (void)type;
  volatile unsigned char* at = (volatile unsigned char*)(intptr_t)address;
  for (jlong i = 0; i < wiped; ++i) at[i] = 0;
  free((void*)(intptr_t)address);
}

JNIEXPORT jbyteArray JNICALL Java_imprint_Glue_copy(JNIEnv* env, jclass type, jlong address, jlong size) {
  (void)type;
  return imprint_java_bytes(env, (const void*)(intptr_t)address, (size_t)size);
}

/* ---- Callbacks: nothing that Java throws goes through the library ---- */

static void come_back(int attached) {
  if (attached)
    (*machine)->DetachCurrentThread(machine);
  else
    imprint_java_begin();
}

/* The environment of this thread. Batches call from threads of the library, which Java learns of for the time of the
 * callback. The call's own thread is not at work meanwhile: when the process ends it never comes back from Java. */
static JNIEnv* enter(int* attached) {
  JNIEnv* env = NULL;
  *attached = (*machine)->GetEnv(machine, (void**)&env, JNI_VERSION_1_8) != JNI_OK;
  if (*attached && (*machine)->AttachCurrentThreadAsDaemon(machine, (void**)&env, NULL) != JNI_OK) return NULL;
  if (!*attached) imprint_java_end();
  if ((*env)->PushLocalFrame(env, 8) == 0) return env;
  (*env)->ExceptionClear(env);
  come_back(*attached);
  return NULL;
}

/* 1 when Java threw, which Callbacks lets happen only when it has no room to keep what was thrown. */
static int leave(JNIEnv* env, int attached) {
  const int threw = (*env)->ExceptionCheck(env);
  if (threw) (*env)->ExceptionClear(env);
  (*env)->PopLocalFrame(env, NULL);
  come_back(attached);
  return threw;
}

static int on_progress(void* user_data, double done) {
  int attached;
  JNIEnv* env = enter(&attached);
  if (env == NULL) return 1;
  const jint answer = (*env)->CallStaticIntMethod(env, callbacks, progress_method, (jlong)(intptr_t)user_data, done);
  return leave(env, attached) ? 1 : answer;
}

static void on_event(void* user_data, const imprint_event* event) {
  int attached;
  JNIEnv* env = enter(&attached);
  if (env == NULL) return;
  jstring call = (*env)->NewStringUTF(env, event->call);
  jbyteArray message = call == NULL ? NULL : imprint_java_bytes(env, event->message.data, event->message.size);
  if (!(*env)->ExceptionCheck(env))
    (*env)->CallStaticVoidMethod(env, callbacks, event_method, (jlong)(intptr_t)user_data, call, (jint)event->status,
                                 (jlong)event->duration_us, message);
  leave(env, attached);
}

static int exchange(void* user_data, jboolean time_stamp, imprint_byte_view request, uint8_t* answer, size_t capacity,
                    size_t* answer_size) {
  int attached;
  JNIEnv* env = enter(&attached);
  if (env == NULL) return 1;
  int answered = 0;
  jbyteArray asked = imprint_java_bytes(env, request.data == NULL ? "" : (const void*)request.data, request.size);
  if (asked != NULL) {
    jbyteArray made = (jbyteArray)(*env)->CallStaticObjectMethod(
        env, callbacks, exchange_method, (jlong)(intptr_t)user_data, time_stamp, asked, (jlong)capacity);
    if (!(*env)->ExceptionCheck(env) && made != NULL) {
      const jsize size = (*env)->GetArrayLength(env, made);
      (*env)->GetByteArrayRegion(env, made, 0, size, (jbyte*)answer);
      *answer_size = (size_t)size;
      answered = 1;
    }
  }
  return leave(env, attached) || !answered;
}

static int on_sign(void* user_data, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* answer_size) {
  return exchange(user_data, JNI_FALSE, request, answer, capacity, answer_size);
}

static int on_time_stamp(void* user_data, imprint_byte_view request, uint8_t* answer, size_t capacity,
                         size_t* answer_size) {
  return exchange(user_data, JNI_TRUE, request, answer, capacity, answer_size);
}

/* Addresses of the callbacks, for the structs that Java fills. */
JNIEXPORT jlong JNICALL Java_imprint_Glue_progressCallback(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)(intptr_t)on_progress;
}

JNIEXPORT jlong JNICALL Java_imprint_Glue_eventCallback(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)(intptr_t)on_event;
}

JNIEXPORT jlong JNICALL Java_imprint_Glue_signCallback(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)(intptr_t)on_sign;
}

JNIEXPORT jlong JNICALL Java_imprint_Glue_timeStampCallback(JNIEnv* env, jclass type) {
  (void)env;
  (void)type;
  return (jlong)(intptr_t)on_time_stamp;
}
