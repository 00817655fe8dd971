export const mebibyte = 1024 * 1024;

/** The largest message that leaves this server: clients close the connection at 10 MiB. */
export const messageLimitBytes = 9.5 * mebibyte;

/** The largest page of a list: below messageLimitBytes, with room for the rest of a message. */
export const pageLimitBytes = 9 * mebibyte;

/** The largest file that one message can carry as base64. */
export const inlineLimitBytes = 7 * mebibyte;
