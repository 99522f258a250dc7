export const later = (one: Date, other: Date): Date => (one.getTime() >= other.getTime() ? one : other);
export const earlier = (one: Date, other: Date): Date => (one.getTime() <= other.getTime() ? one : other);
