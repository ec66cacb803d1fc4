export interface PersonRef {
  personId: string;
  name: string;
}
