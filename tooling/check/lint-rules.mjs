/** Rules of ours that oxlint has no ready-made rule for. */

const noWallClock = {
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.name === "Date" && node.arguments.length === 0) {
        context.report({ node, message: "core takes the time from its Clock port, not from new Date()." });
      }
    },
  }),
};

export default { meta: { name: "holdfast" }, rules: { "no-wall-clock": noWallClock } };
