/// A call as a unit of work leaves it, and whether that changed it.
struct KeptCall: Sendable {
  let call: Call
  let isChanged: Bool
  /// What becomes of it where that isn't the receptionist.
  let onward: Onward?

  init(_ call: Call, isChanged: Bool, onward: Onward? = nil) {
    self.onward = onward
    self.call = call
    self.isChanged = isChanged
  }
}
