extension CallsReport {
  /// What became of the frames that were due within the window. What only frames that are known again can tell is `nil`
  /// in talk mode.
  public struct Frames: Codable, Equatable, Sendable {
    /// To be sent by the calls that were up.
    public let due: Int
    /// Handed to the socket.
    public let sent: Int
    /// Sent more than 5 ms after they were due: the generator's fault.
    public let late: Int
    /// Calls that had more frames sent than their time allows; must be none.
    public let aboveNominal: Int
    /// Messages that the carrier would refuse; not only within the window.
    public let refusedMessages: Int
    /// `clear` messages got; not only within the window.
    public let clears: Int
    /// Back, each counted once.
    public let received: Int?
    /// Sent and not back when the time for that was over.
    public let lost: Int?
    /// Back more than once.
    public let duplicated: Int?
    /// Audio of one call that another call got.
    public let crossed: Int?
    /// With an identity and a spoiled rest.
    public let damaged: Int?
    /// Back after a later one of the same call.
    public let disordered: Int?
    /// Bytes got that belong to no frame, silence apart; not only within the window.
    public let foreignBytes: Int?

    init(_ tally: FrameTally, areIdentified: Bool) {
      due = tally.due
      sent = tally.sent
      late = tally.late
      aboveNominal = tally.aboveNominal
      refusedMessages = tally.refusedMessages
      clears = tally.clears
      received = areIdentified ? tally.received : nil
      lost = areIdentified ? tally.lost : nil
      duplicated = areIdentified ? tally.duplicated : nil
      crossed = areIdentified ? tally.crossed : nil
      damaged = areIdentified ? tally.damaged : nil
      disordered = areIdentified ? tally.disordered : nil
      foreignBytes = areIdentified ? tally.foreignBytes : nil
    }
  }
}
