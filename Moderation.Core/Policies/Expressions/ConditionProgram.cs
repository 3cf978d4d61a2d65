namespace Moderation.Core.Policies.Expressions;

/// <summary>A bound expression as a row of instructions over a small stack of numbers: NaN is unknown, truths are 1 and 0.</summary>
internal sealed class ConditionProgram
{
    private readonly Instruction[] _instructions;
    private readonly FactUse[] _facts;
    private readonly int _depth;

    private ConditionProgram(Instruction[] instructions, FactUse[] facts, int depth)
    {
        _instructions = instructions;
        _facts = facts;
        _depth = depth;
    }

    /// <summary>Everything it reads, each once, in order of first mention.</summary>
    public IReadOnlyList<FactUse> Facts => _facts;

    public static ConditionProgram Of(BoundExpression expression)
    {
        var emitter = new Emitter();
        emitter.Emit(expression);
        return new ConditionProgram([.. emitter.Instructions], [.. emitter.Facts], emitter.Depth);
    }

    /// <summary>Works the value out. Each fact is read once, however often it is mentioned.</summary>
    public double Evaluate(IFactSource source, DateTimeOffset now)
    {
        Span<double> values = stackalloc double[_facts.Length];
        for (var i = 0; i < _facts.Length; i++)
            values[i] = source.Read(in _facts[i], now);
        Span<double> stack = stackalloc double[_depth];
        var top = -1;
        foreach (ref readonly var instruction in _instructions.AsSpan())
        {
            switch (instruction.Kind)
            {
                case BoundKind.Constant:
                    stack[++top] = instruction.Value;
                    break;
                case BoundKind.Fact:
                    stack[++top] = values[instruction.Fact] / instruction.Value;
                    break;
                case BoundKind.Negative:
                    stack[top] = -stack[top];
                    break;
                case BoundKind.Not:
                    stack[top] = 1 - stack[top];
                    break;
                case BoundKind.Known:
                    stack[top] = double.IsNaN(stack[top]) ? 0 : 1;
                    break;
                default:
                    top--;
                    stack[top] = Join(instruction.Kind, stack[top], stack[top + 1]);
                    break;
            }
        }

        return stack[0];
    }

    /// <summary>What two values make; NaN where it cannot be told.</summary>
    public static double Join(BoundKind kind, double left, double right)
    {
        switch (kind)
        {
            case BoundKind.And:
                return left == 0 || right == 0 ? 0 : double.IsNaN(left) || double.IsNaN(right) ? double.NaN : 1;
            case BoundKind.Or:
                return left == 1 || right == 1 ? 1 : double.IsNaN(left) || double.IsNaN(right) ? double.NaN : 0;
        }

        if (double.IsNaN(left) || double.IsNaN(right))
            return double.NaN;
        return kind switch
        {
            BoundKind.Add => left + right,
            BoundKind.Subtract => left - right,
            BoundKind.Multiply => left * right,
            BoundKind.Divide => right == 0 ? double.NaN : left / right,
            BoundKind.Least => Math.Min(left, right),
            BoundKind.Greatest => Math.Max(left, right),
            BoundKind.AtLeast => left >= right ? 1 : 0,
            BoundKind.AtMost => left <= right ? 1 : 0,
            BoundKind.More => left > right ? 1 : 0,
            BoundKind.Less => left < right ? 1 : 0,
            BoundKind.Equal => left == right ? 1 : 0,
            BoundKind.NotEqual => left != right ? 1 : 0,
            _ => throw new NotSupportedException(kind.ToString()),
        };
    }

    /// <summary>One step.</summary>
    private readonly record struct Instruction(BoundKind Kind, int Fact, double Value);

    private sealed class Emitter
    {
        private readonly Dictionary<FactUse, int> _places = [];
        private int _height;

        public List<Instruction> Instructions { get; } = [];

        public List<FactUse> Facts { get; } = [];

        public int Depth { get; private set; }

        public void Emit(BoundExpression expression)
        {
            switch (expression.Kind)
            {
                case BoundKind.Let:
                    Emit(expression.Left);
                    break;
                case BoundKind.Among:
                    EmitAmong(expression);
                    break;
                default:
                    foreach (var part in expression.Parts)
                        Emit(part);
                    Add(expression.Kind, expression.Kind == BoundKind.Fact ? PlaceOf(expression.Use) : 0, expression.Value, 1 - expression.Parts.Count);
                    break;
            }
        }

        private void EmitAmong(BoundExpression expression)
        {
            for (var i = 1; i < expression.Parts.Count; i++)
            {
                Emit(expression.Left);
                Emit(expression.Parts[i]);
                Add(BoundKind.Equal, 0, 0, -1);
                if (i > 1)
                    Add(BoundKind.Or, 0, 0, -1);
            }
        }

        private void Add(BoundKind kind, int fact, double value, int growth)
        {
            Instructions.Add(new Instruction(kind, fact, value));
            _height += growth;
            Depth = Math.Max(Depth, _height);
        }

        private int PlaceOf(FactUse use)
        {
            if (_places.TryGetValue(use, out var place))
                return place;
            Facts.Add(use);
            return _places[use] = Facts.Count - 1;
        }
    }
}
