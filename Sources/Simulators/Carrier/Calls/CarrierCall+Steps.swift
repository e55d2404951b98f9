extension CarrierCall {
  /// What is to be done next: first the notices (their answers are ignored), then the step, whose outcome decides on.
  package struct Next: Equatable, Sendable {
    package var notices: [Webhook] = []
    package var step: Step
  }

  package enum Step: Equatable, Sendable {
    /// Let it ring for so long; nobody is on the line.
    case ring(Duration)
    /// Ask the server what to do.
    case request(Webhook)
    /// Let time pass while the far end sounds, or does not.
    case hold(Hold)
    case gather(TwiMLGather)
    case record(TwiMLRecord)
    /// Open a media stream and stay on it until it ends.
    case stream(url: String, StreamIdentity)
    /// Be in a conference until it ends, or the caller hangs up.
    case confer(room: String, endsOnExit: Bool)
    case ended(CallEnding)
  }

  package struct Hold: Equatable, Sendable {
    /// What the caller hears.
    package enum Sound: Equatable, Sendable {
      /// Speech or music: the far end is not silent.
      case prompt
      /// Nothing, or a person: the caller may go on with the script.
      case silence
    }
    package var sound: Sound
    /// In the call's time; `nil` until something breaks in.
    package var duration: Duration?

    package init(sound: Sound, duration: Duration?) {
      self.sound = sound
      self.duration = duration
    }
  }

  package enum Outcome: Equatable, Sendable {
    case answered(WebhookAnswer)
    /// The hold's time has passed.
    case elapsed
    case gathered(digits: String, finishKey: Character?, speech: String)
    /// `key` is the key that finished it, or `nil` after silence or the greatest length.
    case recorded(Duration, key: Character?)
    case streamEnded(StreamEnding.Cause)
    /// The WebSocket did not come about.
    case streamRefused(reason: String)
    /// The conference is over, and the caller is still there.
    case roomEnded
    /// At the end of a recording, `recorded` says how long it is.
    case callerHungUp(recorded: Duration?)
    case interrupted(LineInterrupt)
  }
}
