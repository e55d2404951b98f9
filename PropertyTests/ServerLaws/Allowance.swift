/// What a law lets a server do that isn't the one right thing, since events crossed on the way or a machine was late. Each
/// call in which one was made use of bears its name among the law's labels, so that nobody overlooks how often that is.
public enum Allowance: String, Sendable, CaseIterable {
  /// The caller was to cough over an answer that had been heard to its end, or all of which was known to be heard, before
  /// the cough could come: nothing was tried.
  case missedCough = "allowed: a cough came too late"
  /// A short request came when all of the answer was known to be heard: it is one like any other then.
  case lateRequest = "allowed: a short request broke into nothing"
  /// A hand-over crosses marks that are under way: the server may know of any that came back before its clear, also not
  /// of the last.
  case crossedMarks = "allowed: a hand-over crossed marks"
  /// Who breaks into an answer that is still being sent leaves open how many of its pieces the server had read: the line is
  /// the one that follows from what it had at some moment between its clear and the answer's end.
  case piecesUnread = "allowed: pieces of an answer were under way"
  /// Words that were sent when nothing that was said afterwards was heard any more may be unread when the call ends.
  case wordsUnread = "allowed: the last words were under way"
}
