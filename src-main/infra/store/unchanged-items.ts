/** A condition for items of objects that are as before, and of which Graph contradicted nothing. */
export const plainlyUnchanged = `run_items.state = 'unchanged' AND json_extract(run_items.detail, '$.doubtful') IS NOT 1`
