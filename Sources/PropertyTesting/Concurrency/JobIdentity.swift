/// Which task a job belongs to.
enum JobIdentity {
  /// The identity of jobs that belong to no task.
  static let none: UInt64 = 0

  /// The id of the job's task, unique in the process and never used again.
  /// The description is the only place where the standard library tells it.
  static func task(of job: UnownedJob) -> UInt64 {
    var id: UInt64 = 0
    for byte in job.description.utf8 where byte &- 48 < 10 { id = id &* 10 &+ UInt64(byte &- 48) }
    return id
  }
}
