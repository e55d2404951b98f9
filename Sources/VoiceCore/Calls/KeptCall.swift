/// A call as a unit of work leaves it, and whether that changed it.
struct KeptCall: Sendable {
  let call: Call
  let isChanged: Bool
  /// What becomes of it where that isn't the receptionist.
  let onward: Onward?
  /// What the caller must be told before the receptionist talks with them.
  let notice: Onward.Words?

  init(_ call: Call, isChanged: Bool, onward: Onward? = nil, notice: Onward.Words? = nil) {
    self.notice = notice
    self.onward = onward
    self.call = call
    self.isChanged = isChanged
  }
}
