/// Which task a job belongs to.
enum JobIdentity {
  /// The identity of jobs that belong to no task.
  static let none: UInt64 = 0

  /// How a job of a task describes itself, but for the number between.
  private static let description = (start: "UnownedJob(id: ", end: ")")

  /// The id of the job's task, unique in the process and never used again.
  /// The description is the only place where the standard library tells it.
  static func task(of job: UnownedJob) -> UInt64 {
    var id: UInt64 = 0
    for byte in job.description.utf8 where byte &- 48 < 10 { id = id &* 10 &+ UInt64(byte &- 48) }
    return id
  }

  /// The id of the task that calls, or `none`.
  static var ofCurrentTask: UInt64 {
    withUnsafeCurrentTask { task in
      guard let task, MemoryLayout<UnsafeCurrentTask>.size == MemoryLayout<UnownedJob>.size else { return none }
      // Both are nothing but the address of the task, which is a job itself; the id is told of jobs alone.
      return self.task(of: unsafeBitCast(task, to: UnownedJob.self))
    }
  }

  /// Why the ids of jobs can't be told from their descriptions, if so; asked in a task.
  static func failure(_ description: String) -> WorldMisuse? {
    let (start, end) = (Self.description.start.utf8, Self.description.end.utf8)
    let number = description.utf8.dropFirst(start.count).dropLast(end.count)
    let isKnown =
      description.utf8.starts(with: start) && description.utf8.suffix(end.count).elementsEqual(end)
      && !number.isEmpty && number.allSatisfy { $0 &- 48 < 10 }
    if isKnown { return nil }
    return WorldMisuse("this Swift describes a job as \(description), so that tasks can't be told apart")
  }
}
