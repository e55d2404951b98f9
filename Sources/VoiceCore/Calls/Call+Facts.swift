extension Call {
  /// What happened to a call. Names people by reference only, so that erasing a person leaves the log readable.
  public enum Fact: Equatable, Sendable, Codable {
    /// The carrier announced it.
    case started
    case screened(ScreeningVerdict)
    case rang
    /// The carrier rings whom we call, and names that leg so.
    case dialled(CarrierCallID)
    /// The caller is asked for a key.
    case challenged(KeyChallenge)
    /// Another key was pressed, or none in time.
    case challengeMissed
    case challengePassed
    /// The receptionist took it.
    case answered(at: Timestamp)
    /// A media stream joined; the number counts the call's streams from 1.
    case streamJoined(Int)
    case conversation(Conversation.Fact)
    /// One of the tenant's people listens, takes over, hands back or leaves.
    case floor(Floor.Fact)
    /// Routing chose where the call goes, for these reasons, in the order of the walk.
    case routed(CallCourse, [RoutingDecision.Reason])
    /// An agent took the call.
    case taken(by: Agent.ID)
    /// Somebody who is no agent was asked, and has taken the caller.
    case accepted
    /// Whoever picked up at this stop is on that line.
    case reached(CarrierCallID)
    /// Something happened to the conference that the call is in.
    case conference(Conference.Fact)
    case queued(Department.ID)
    /// The caller came out of a department's queue.
    case queueLeft(Department.ID, QueueExit)
    /// The caller wants to be called back instead of waiting; the place in the queue is kept.
    case callBackWanted(Department.ID)
    /// The caller left a message.
    case voicemailLeft(Voicemail.ID, Department.ID?)
    /// Something happened to the call's recording, perhaps after the call's end.
    case recording(Recording.Fact)
    /// Something happened to the sound of the message that the caller left, after the call's end as a rule.
    case message(Recording.Fact)
    /// The voice AI used this much more.
    case metered(AIUsage)
    /// The caller waited so for an answer.
    case waited(TurnWait)
    /// A hand-over was decided.
    case transferStarted(Transfer)
    case transferFinished(Transfer.Outcome)
    case ended(Ending)
    /// The tenant's credits have come to a threshold by this call, perhaps at its end.
    case creditsLow(CreditWarning)
    /// What became of the transcript, after the call's end.
    case transcript(Transcript.Fact)
  }

  /// What we want of the world for a call; carried out after it is stored, and repeated until the world confirms, or can't
  /// have anything left to confirm.
  public enum Intention: Equatable, Sendable, Codable {
    /// Connect the caller to a person.
    case transfer(Transfer)
    /// Ring whom we call; at most one leg comes of it (property 16).
    case dial
    /// Call the caller back when it is their turn in this department's queue.
    case callBack(Department.ID)
    /// End the caller's leg.
    case hangUp
    /// Make the carrier leave what it does with the caller, and ask what is next.
    case redirect
    /// So too with the line of somebody of ours in the call's conference.
    case bring(CarrierCallID)
  }

  /// The only way in which a call changes. Total: a fact that doesn't fit the state leaves it alone.
  public mutating func evolve(_ fact: Fact) {
    if case .transcript(let outcome) = fact { transcript = outcome }
    guard !hasEnded else { return }
    switch fact {
    case .started: break
    case .screened(let verdict): screening = verdict
    case .rang: if status == .initiated { status = .ringing }
    case .dialled(let leg): carrierID = leg
    case .challenged(let wanted): challenge = wanted
    case .challengeMissed: challenge?.miss()
    case .challengePassed: challenge?.pass()
    case .answered(let moment):
      answeredAt = moment
      status = .inProgress
    case .streamJoined(let number):
      streams = number
      floor?.close()
    case .conversation(let fact): conversation.evolve(fact)
    case .floor(let fact):
      if floor == nil { floor = Floor() }
      floor?.evolve(fact)
    case .routed(let next, _):
      course = next
      switch next.stop {
      case .ringing, .number: status = .transferring
      case .waiting: status = .queued
      case .voicemail, .farewell: if answeredAt != nil { status = .inProgress }
      case .receptionist, .conference, .done: break
      }
    case .taken(let agent):
      course = course?.taken(by: agent)
      meet(.agent(agent))
    case .callBackWanted(let department): callBackFrom = department
    case .accepted:
      course = course?.accepted
      meetNumber()
    case .reached(let leg):
      course?.leg = leg
      if course?.asking == nil { meetNumber() }
    case .conference(let fact):
      course = course?.after(fact)
      if case .joined(let seat) = fact { meet(seat.person) }
    case .queued: status = .queued
    case .queueLeft, .recording, .message, .transcript, .creditsLow: break
    case .voicemailLeft: course = course?.finished
    case .metered(let more): aiUsage = (aiUsage ?? AIUsage()) + more
    case .waited(let wait):
      if waits == nil { waits = TurnWaits() }
      waits?.add(wait)
    case .transferStarted(let wanted):
      transfer = wanted
      status = .transferring
      floor?.close()
    case .transferFinished(let outcome):
      transfer?.outcome = outcome
      if outcome == .answered {
        meetNumber()
        course = course?.finished
      } else {
        status = .inProgress
      }
    case .ended(let end):
      conversation.evolve(.ended)
      floor?.close()
      ending = end
      status = end.cause.status(afterAnswer: answeredAt != nil)
    }
  }

  /// The caller talks with somebody of ours.
  private mutating func meet(_ person: Participant) {
    if !participants.contains(person) { met = participants + [person] }
  }

  /// So too with whoever is at the telephone where the call is.
  private mutating func meetNumber() { if case .number(let number) = course?.stop { meet(.number(number)) } }

  /// Applies facts in order.
  public mutating func evolve(_ facts: [Fact]) {
    for fact in facts { evolve(fact) }
  }
}

extension Call.Fact {
  /// The event's public name (`noun.past_verb`); `nil` for facts that stay inside.
  public var eventName: String? {
    switch self {
    case .started: "call.started"
    case .screened(let verdict): verdict.action == .allow ? nil : "spam.detected"
    case .answered: "call.answered"
    case .routed: "call.routed"
    case .floor(let fact): fact.eventName
    case .queued: "queue.entered"
    case .queueLeft: "queue.left"
    case .callBackWanted: "callback.requested"
    case .voicemailLeft: "voicemail.received"
    case .recording(let fact): fact.eventName
    case .transferStarted: nil
    case .transferFinished(let outcome): outcome == .answered ? "call.transferred" : nil
    case .conference(let fact): fact.eventName
    case .ended: "call.ended"
    case .creditsLow: "credits.low"
    case .transcript(let fact): fact.eventName
    case .rang, .dialled, .challenged, .challengeMissed, .challengePassed, .streamJoined, .conversation, .metered,
      .waited,
      .taken, .accepted, .reached, .message:
      nil
    }
  }
}

extension Call.Floor.Fact {
  /// The event's public name.
  var eventName: String {
    switch self {
    case .joined: "call.joined"
    case .takenOver: "call.taken_over"
    case .handedBack: "call.handed_back"
    case .left: "call.left"
    }
  }

  /// Whom it is about.
  public var user: User.ID {
    switch self {
    case .joined(let user), .takenOver(let user), .handedBack(let user), .left(let user): user
    }
  }
}

extension Conference.Fact {
  fileprivate var eventName: String? {
    switch self {
    case .joined: "conference.joined"
    case .unanswered: "conference.unanswered"
    case .left: "conference.left"
    case .rang: nil
    }
  }
}
