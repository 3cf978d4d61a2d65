using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>How people set the switches over enforcement.</summary>
internal sealed class Switchboard
{
    private readonly SortedDictionary<string, ControlRecord> _controls = new(StringComparer.Ordinal);

    /// <summary>Takes a switch.</summary>
    /// <returns>Whether it is news; one set before what is known is not.</returns>
    public bool Take(ControlRecord control)
    {
        var key = control.ToKey();
        if (_controls.TryGetValue(key, out var known) && known.At >= control.At)
            return false;
        _controls[key] = control;
        return true;
    }

    /// <summary>Whether nobody has set this switch since, and it has not gone back by itself.</summary>
    public bool IsNewest(ControlRecord control, DateTimeOffset now) => _controls.GetValueOrDefault(control.ToKey()) == control && IsSet(control, now);

    /// <summary>The strictest of the switches that concern an order.</summary>
    public ControlMode Over(ActionRecord order, DateTimeOffset now)
    {
        var strictest = ControlMode.Enforce;
        foreach (var control in _controls.Values)
        {
            if (control.Mode > strictest && IsSet(control, now) && Concerns(control, order))
                strictest = control.Mode;
        }

        return strictest;
    }

    /// <summary>Switches that are not at enforce now.</summary>
    public IReadOnlyList<ControlRecord> Set(DateTimeOffset now) => [.. _controls.Values.Where(control => control.Mode != ControlMode.Enforce && IsSet(control, now))];

    public static bool Concerns(ControlRecord control, ActionRecord order) => control.Scope switch
    {
        ControlScope.Everything => true,
        ControlScope.Policy => order.Policy.Name == control.Name,
        _ => WireWord.From(order.Kind) == control.Name,
    };

    private static bool IsSet(ControlRecord control, DateTimeOffset now) => control.Until is not { } until || until > now;
}
