/** Placeholder. */
final class SamplesTest { private SamplesTest() {} }
