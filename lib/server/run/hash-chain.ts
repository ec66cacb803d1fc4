export { eventBody, eventHash, GENESIS_HASH, sha256Hex, verifyChain } from "../../pack/event-chain";
