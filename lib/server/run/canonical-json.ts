export { canonicalJson, NotCanonicalError } from "../../pack/canonical-json";
