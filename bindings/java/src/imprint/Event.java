package imprint;

/**
 * What a call came to, for the log of a service. Never holds a secret, or anything of the picture.
 *
 * @param call the C name, such as imprint_verify
 * @param status what the call answered
 * @param statusNumber its number, also where {@code status} is {@link Status#UNKNOWN}
 * @param durationUs microseconds
 * @param message the sentence of the error; empty on success
 */
public record Event(String call, Status status, int statusNumber, long durationUs, String message) {}
