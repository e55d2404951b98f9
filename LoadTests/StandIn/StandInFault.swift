/// What the stand-in does wrong with every n-th frame of a call, so that the measure of it can be measured.
public enum StandInFault: Equatable, Sendable {
  case drops(each: Int)
  case doubles(each: Int)
  /// The frame goes to another call.
  case crosses(each: Int)
  /// A letter in the middle changes.
  case spoils(each: Int)
  /// So many frames go in one message.
  case merges(Int)
  /// Each frame goes in two messages.
  case splits
  /// A mark follows every n-th frame; no fault, but something to be answered.
  case marks(each: Int)
  /// Interrupts at every n-th frame.
  case clears(each: Int)
}
