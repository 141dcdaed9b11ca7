/**
 * Labels AI-generated pictures so that the label can be seen, read, trusted and found again.
 *
 * <p>A program makes one {@link imprint.Context}, then marks what it generates and verifies what it was given.
 */
package imprint;
