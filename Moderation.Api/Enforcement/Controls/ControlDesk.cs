using System.Text.Json;
using Moderation.Api.Enforcement.State;
using Moderation.Api.Publication;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Controls;

/// <summary>Sets switches: straight to the broker, because a switch must work while the database is away.</summary>
internal sealed class ControlDesk(BrokerWriter broker, EnforcementView view, ControlStore store, ILogger<ControlDesk> log)
{
    /// <summary>The switch that a request means, and what is wrong with it.</summary>
    public (ControlRecord Record, string? Fault) Read(ControlScope scope, string? name, ControlRequest request, string actor)
    {
        var record = new ControlRecord
        {
            V = WireVersion.Current, Scope = scope, Name = name, Mode = request.Mode, Lift = request.Lift, At = default, Until = request.Until is { } until ? Kept(until) : null,
            Actor = actor, Note = request.Note?.Trim() ?? "",
        };
        record = record with { At = Kept(view.TimeFor(record.ToKey())) };
        return (record, request is { Mode: ControlMode.Enforce, Until: not null } ? "until goes with off and dry_run: enforce is what a switch goes back to" : record.FindFault());
    }

    /// <summary>Writes a switch, and waits until the broker has it.</summary>
    /// <exception cref="BrokerAwayException">The broker did not take it in time.</exception>
    public async Task<ControlSetResponse> SetAsync(ControlRecord record, CancellationToken token)
    {
        // Asked at the same time and not before: what the database does not know must not keep the switch from being thrown.
        var known = record.Scope == ControlScope.Policy ? store.KnowsPolicyAsync(record.Name!, token) : Task.FromResult<bool?>(null);
        await broker.WriteAsync(TopicNames.Controls, [(record.ToKey(), JsonSerializer.SerializeToUtf8Bytes(record, WireJson.Default.ControlRecord))], token);
        view.Take(record);
        log.ControlSet(record.ToKey(), record.Mode, record.Lift, record.Until);
        return ControlSetResponse.Of(record, await known, view.IsSilent);
    }

    /// <summary>A time as the database keeps it, so that a switch that is told again out of the history is the same to the last digit.</summary>
    private static DateTimeOffset Kept(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
