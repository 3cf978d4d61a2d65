namespace Moderation.Api.Projections;

/// <summary>Tells the rest of the process that there is something new in the tables. Only a hint: what must not be missed is noted in the database itself.</summary>
internal sealed class ProjectionNews
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next news. Taken before looking at the tables, it misses nothing that comes while one looks.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Tell() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
