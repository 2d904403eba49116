import type { Page } from '@playwright/test'

/**
 * Controls that nobody can reach with the mouse: they are wider than the window, or cut off by something that doesn't
 * scroll.
 *
 * @returns their names
 */
export const lostControls = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const wanted = 'button, a[href], input, textarea, [role=combobox], [role=tab], [role=switch], [role=menuitem]'
    const scrolls = (element: Element): boolean => {
      const { overflowX } = getComputedStyle(element)
      return (overflowX === 'auto' || overflowX === 'scroll') && element.scrollWidth > element.clientWidth + 1
    }
    const isLost = (control: Element): boolean => {
      const { left, right, width, height } = control.getBoundingClientRect()
      if (width < 2 || height < 2 || getComputedStyle(control).visibility === 'hidden') return false
      for (let around = control.parentElement; around && around !== document.body; around = around.parentElement) {
        const box = around.getBoundingClientRect()
        const cuts = getComputedStyle(around).overflowX !== 'visible'
        if (cuts && scrolls(around)) return false
        // Half of a control is enough to see and to select it.
        if (cuts && box.width > 2 && (left + width / 2 > box.right || left + width / 2 < box.left)) return true
      }
      return left + width / 2 > window.innerWidth || right < 0
    }
    return [...document.querySelectorAll(wanted)]
      .filter((control) => !control.closest('.monaco-editor, [aria-hidden=true], .react-flow') && isLost(control))
      .map(
        (control) => control.getAttribute('aria-label') ?? control.textContent?.trim().slice(0, 40) ?? control.tagName,
      )
  })
