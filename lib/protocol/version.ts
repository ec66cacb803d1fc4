/** Version of everything on the wire: command bodies, socket messages, HTTP answers. A pinned hash guards it. */
export const PROTOCOL_VERSION = 1;
