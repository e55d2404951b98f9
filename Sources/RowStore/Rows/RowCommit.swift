/// What became of a batch.
public enum RowCommit: Sendable {
  /// It is there, all of it.
  case done
  /// A guard doesn't hold, and nothing was written.
  case overtaken
  /// The keys that its rows are sealed under were taken out, or aren't the newest any more, and nothing was written.
  case keyless
}
