/** The password that Excel tries before it asks for one. It stands for no secret: Excel uses it for protected workbooks. */
export const defaultPassword = Buffer.from("VelvetSweatshop", "utf16le");
