import { LinkGone } from "@/components/stakeholder/link-gone";

export default function ShareNotFound() {
  return <LinkGone />;
}
