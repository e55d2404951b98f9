/// Records a message of the caller after a tone.
package struct Record: Equatable, Sendable {
  let action: String
  let maximumSeconds: Int
  let silenceSeconds: Int
  let finishOnKey: String
  let statusCallback: String
  let hearsOfAbsence: Bool

  /// Ends by a key, after so much silence or at the length; `statusCallback` hears when the file is there, and with
  /// `hearsOfAbsence` that there is none.
  package init(
    action: String, maximumSeconds: Int, silenceSeconds: Int = 5, finishOnKey: String = "#", statusCallback: String,
    hearsOfAbsence: Bool = false
  ) {
    self.hearsOfAbsence = hearsOfAbsence
    self.action = action
    self.maximumSeconds = maximumSeconds
    self.silenceSeconds = silenceSeconds
    self.finishOnKey = finishOnKey
    self.statusCallback = statusCallback
  }

  var element: XMLElement {
    XMLElement(
      "Record",
      [
        ("action", action), ("finishOnKey", finishOnKey), ("maxLength", String(maximumSeconds)), ("playBeep", "true"),
        ("recordingStatusCallback", statusCallback),
        ("recordingStatusCallbackEvent", hearsOfAbsence ? "completed absent" : nil),
        ("timeout", String(silenceSeconds)),
      ])
  }
}
