using System.Threading.Channels;
using Moderation.Api.Review.Audit;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Vault;
using Npgsql;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Puts every case's key under the current master keys because somebody says so, one case after the other, while others read and write. Ended in the middle, it goes on when it is asked again.</summary>
internal sealed class KeyRotator(VaultRotation rotation, KeyCensus census, EvidenceAccess access, TimeProvider time, ILogger<KeyRotator> log) : BackgroundService
{
    private const int TellEvery = 1000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly Channel<RotationProgress> _asked = Channel.CreateBounded<RotationProgress>(1);
    private readonly Lock _lock = new();
    private RotationProgress? _progress;

    /// <summary>The rotation that this process runs or ran last; null where there was none.</summary>
    public RotationProgress? Progress
    {
        get
        {
            lock (_lock)
                return _progress;
        }
    }

    /// <summary>Begins, where it does not run already. What was asked is durable in the audit log before.</summary>
    public async Task BeginAsync(string actor, string reason, CancellationToken token)
    {
        if (Progress is { EndedAt: null })
            return;
        await access.NoteAsync(new AuditEvent("evidence.rotation_asked", actor, census.Keys.Master.CurrentId, new { Reason = reason }), token);
        lock (_lock)
        {
            if (_progress is { EndedAt: null })
                return;
            _progress = new RotationProgress { Actor = actor, StartedAt = time.GetUtcNow() };
            _asked.Writer.TryWrite(_progress);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var begun in _asked.Reader.ReadAllAsync(stoppingToken))
                await EndAsync(await RunAsync(begun, stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is done when somebody asks again.
        }
    }

    private async Task<RotationProgress> RunAsync(RotationProgress progress, CancellationToken token)
    {
        try
        {
            foreach (var caseId in rotation.Cases())
            {
                progress = await RewrapAsync(caseId, progress, token);
                Set(progress);
                if (progress.Looked % TellEvery == 0)
                    log.RotationGoesOn(progress.Looked, progress.Rewrapped, progress.Failed);
            }

            return progress;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next case would meet the same disk.
            log.RotationStopped(e.Message);
            return progress with { Stopped = e.Message };
        }
    }

    private async Task<RotationProgress> RewrapAsync(CaseId caseId, RotationProgress progress, CancellationToken token)
    {
        try
        {
            var rewrapped = await rotation.RewrapAsync(caseId, token);
            return progress with { Looked = progress.Looked + 1, Rewrapped = progress.Rewrapped + rewrapped };
        }
        catch (VaultSealException e)
        {
            log.KeyNotRewrapped(caseId.Value, e.Message);
            return progress with { Looked = progress.Looked + 1, Failed = progress.Failed + 1 };
        }
    }

    private async Task EndAsync(RotationProgress done, CancellationToken token)
    {
        var e = new AuditEvent("evidence.rotated", done.Actor, census.Keys.Master.CurrentId, new { done.Looked, done.Rewrapped, done.Failed, done.Stopped });
        while (true)
        {
            try
            {
                await access.NoteAsync(e, token);
                break;
            }
            catch (NpgsqlException fault)
            {
                // The keys are rotated all the same; that it was asked is written down, and how it ended will be.
                log.RotationAwaitsAudit(fault.Message);
            }

            await Task.Delay(RetryDelay, time, token);
        }

        Set(done with { EndedAt = time.GetUtcNow() });
        log.Rotated(done.Looked, done.Rewrapped, done.Failed);
    }

    private void Set(RotationProgress progress)
    {
        lock (_lock)
            _progress = progress;
    }
}

/// <summary>How far a rotation is.</summary>
public sealed record RotationProgress
{
    /// <summary>Who asked for it.</summary>
    public required string Actor { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Cases that were looked at.</summary>
    public long Looked { get; init; }

    /// <summary>Keys that were put under a current one; a case under a legal hold has two.</summary>
    public long Rewrapped { get; init; }

    /// <summary>Cases whose key could not be opened; the log names them. They stay as they are.</summary>
    public long Failed { get; init; }

    /// <summary>Why it ended before it had looked at every case; null where it did not.</summary>
    public string? Stopped { get; init; }
}
